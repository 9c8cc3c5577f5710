"""A run's result, to keep and to compare with: figures, what each question scored, and what produced it."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from qa.answering import THRESHOLD
from qa.errors import QuestionSetError
from qa.evaluation.compare import Comparison
from qa.evaluation.curves import Curves, curves
from qa.evaluation.metric import Metric, mean_metric
from qa.evaluation.outcomes import DEPTH, Outcome, Retriever, not_indexed
from qa.evaluation.question_files import checksum
from qa.evaluation.questions import QuestionSet
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import RANKING_METRICS, Scores, question_scores
from qa.evaluation.whole_run import Facts, facts_of, whole_run_metrics
from qa.library import Library
from qa.messages import Message

_PACKAGES = ("gongwen-qa", "faiss-cpu", "tantivy", "jieba", "sentence-transformers", "torch", "numpy", "ir-measures")


@dataclass(frozen=True, slots=True)
class Result:
    """What an evaluation gave."""

    metrics: tuple[Metric, ...]
    scores: tuple[Scores, ...]
    """of the metrics that are means over questions"""
    curves: Curves
    made_by: dict[str, Any]
    """question file, library, settings, model, generation, versions: what is needed to reproduce the figures"""
    complete: bool
    """whether all questions were asked"""
    facts: dict[str, Facts] = field(default_factory=dict)
    """by question id: what the other metrics are made of"""
    comparisons: tuple[Comparison, ...] = ()
    """with another run, metric by metric"""

    @classmethod
    def of(
        cls,
        outcomes: Sequence[Outcome],
        relevance: Relevance,
        asked: QuestionSet,
        *,
        complete: bool,
        mix: Retriever | None = None,
    ) -> Self:
        """The result of a run.

        Args:
            outcomes: of the questions that were asked.
            relevance: of the library that answered.
            asked: the set that they are of.
            complete: whether these are all.
            mix: the one retriever that ranked, if it was one alone: then nothing was answered, and only the metrics of
                a ranking have a meaning.
        """
        scores = tuple(question_scores(outcomes, relevance))
        facts = facts_of(outcomes, relevance)
        found = cls(
            (*map(mean_metric, scores), *whole_run_metrics(facts)),
            scores,
            curves(outcomes, relevance),
            _made_by(relevance.library, asked, mix) | _set_aside(asked, relevance.library),
            complete,
            facts,
        )
        return found._of_ranking() if mix else found

    @classmethod
    def of_run(cls, scores: Sequence[Scores], qrels: Path, run: Path) -> Self:
        """The result of a run of another system: its scores by :func:`qa.evaluation.trec.score_run`, and its files."""
        scored = tuple(one for one in scores if one.by_question)
        made_by: dict[str, Any] = {"questions": str(qrels), "questions sha256": checksum(qrels), "run": str(run)}
        made_by |= {"run sha256": checksum(run), "versions": _versions()}
        return cls(tuple(map(mean_metric, scored)), scored, Curves(), made_by, complete=True)

    def record(self) -> dict[str, Any]:
        """As JSON: ``metrics`` and ``comparisons`` by name, ``questions`` with their scores, the rest as it is."""
        by_question: dict[str, dict[str, float]] = {}
        for one in self.scores:
            for id_, value in one.by_question.items():
                by_question.setdefault(id_, {})[one.name] = value
        return {
            "metrics": _by_name(self.metrics),
            "comparisons": _by_name(self.comparisons),
            "curves": asdict(self.curves),
            "made_by": self.made_by,
            "complete": self.complete,
            "questions": by_question,
            "facts": {id_: asdict(one) for id_, one in self.facts.items()},
        }

    def compared(self, other: str, comparisons: Sequence[Comparison]) -> Self:
        """This with its comparison.

        Args:
            other: what it is compared with.
            comparisons: by :func:`qa.evaluation.compare.compare`.
        """
        return replace(self, made_by=self.made_by | {"compared with": other}, comparisons=tuple(comparisons))

    def _of_ranking(self) -> Self:
        return replace(
            self,
            metrics=tuple(one for one in self.metrics if one.name in RANKING_METRICS),
            scores=tuple(one for one in self.scores if one.name in RANKING_METRICS),
            curves=Curves(self.curves.recall),
            facts={id_: Facts(one.seconds) for id_, one in self.facts.items()},
        )


def _by_name(rows: Sequence[Metric] | Sequence[Comparison]) -> dict[str, dict[str, Any]]:
    return {one.name: {key: value for key, value in asdict(one).items() if key != "name"} for one in rows}


@dataclass(frozen=True, slots=True)
class Stored:
    """What another run is compared in."""

    scores: dict[str, Scores]
    """by metric"""
    facts: dict[str, Facts] = field(default_factory=dict)
    """by question id; none of a result that was stored before there were any"""
    questions_sha256: str = ""


def read_stored(path: Path) -> Stored:
    """What was stored with ``--output``.

    Raises:
        QuestionSetError: the file is missing or is no result.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        scores: dict[str, Scores] = {}
        for id_, values in record["questions"].items():
            for name, value in values.items():
                scores.setdefault(name, Scores(name, {})).by_question[id_] = float(value)
        facts = {id_: Facts(**one) for id_, one in record.get("facts", {}).items()}
        return Stored(scores, facts, record.get("made_by", {}).get("questions sha256", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionSetError(
            Message(
                "评测结果读不了：{path}（{error}）。应是 qa evaluate --output 写出的文件", path=path, error=str(error)
            )
        ) from error


def _set_aside(asked: QuestionSet, library: Library) -> dict[str, list[str]]:
    """The ids of the questions that could not be asked, and of the texts that could not be indexed."""
    found = {"passed over": asked.blank, "too long": asked.too_long, "unknown": asked.unknown}
    found["not indexed"] = not_indexed(asked.corpus, library)
    return {name: list(ids) for name, ids in found.items() if ids}


def _made_by(library: Library, asked: QuestionSet, mix: Retriever | None) -> dict[str, Any]:
    statistics = library.statistics()
    return {
        "questions": asked.source,
        "questions sha256": asked.sha256,
        "library": str(library.folder),
        "documents": statistics.documents,
        "passages": statistics.passages,
        "generation": statistics.generation,
        "model": statistics.model,
        "settings": asdict(library.settings) | {"mix": mix or "both", "threshold": THRESHOLD, "depth": DEPTH},
        "versions": _versions(),
    }


def _versions() -> dict[str, str]:
    return {name: version(name) for name in _PACKAGES} | {"python": platform.python_version()}
