"""The result of an evaluation: metrics, the scores of each question, and how it was produced."""

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from qa.answering import THRESHOLD
from qa.evaluation.compare import Comparison
from qa.evaluation.corpus_library import not_indexed
from qa.evaluation.curves import Curves, curves
from qa.evaluation.evaluate import evaluate
from qa.evaluation.metric import Metric, mean_metric
from qa.evaluation.outcomes import DEPTH, Outcome, Retriever
from qa.evaluation.question_sets import QuestionSet, checksum
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import RANKING_METRICS, Scores, question_scores
from qa.evaluation.whole_run import QuestionFacts, facts_of
from qa.library import Library

_PACKAGES = ("gongwen-qa", "faiss-cpu", "tantivy", "jieba", "sentence-transformers", "torch", "numpy", "ir-measures")


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an evaluation."""

    metrics: tuple[Metric, ...]
    scores: tuple[Scores, ...]
    """the scores of the metrics that are means over questions"""
    curves: Curves
    made_by: dict[str, Any]
    """question file, library, settings, model, generation and versions: everything needed to reproduce the metrics"""
    complete: bool
    """whether all questions were asked"""
    facts: dict[str, QuestionFacts] = field(default_factory=dict)
    """the data of each question, by id, behind the metrics that are not means; empty for another system's run"""
    comparisons: tuple[Comparison, ...] = ()
    """comparison with another run, metric by metric; empty if the result is not compared"""

    @classmethod
    def of(
        cls,
        outcomes: Sequence[Outcome],
        relevance: Relevance,
        question_set: QuestionSet,
        *,
        complete: bool,
        mix: Retriever | None = None,
    ) -> Self:
        """Return the result of a run.

        Args:
            outcomes: the outcomes of the questions that were asked.
            relevance: relevance in the library that answered.
            question_set: the set that the questions belong to.
            complete: whether all its questions were asked.
            mix: the retriever, if the passages were ranked by one retriever alone and no question was answered; only
                the metrics of a ranking are kept then. ``None`` if the questions were answered.
        """
        library = relevance.library
        scores = tuple(question_scores(outcomes, relevance))
        made_by = _made_by(library, question_set, _settings(library, outcomes, mix))
        result = cls(
            evaluate(outcomes, scores, relevance),
            scores,
            curves(outcomes, relevance),
            made_by | _left_out(question_set, library),
            complete,
            facts_of(outcomes, relevance),
        )
        return result._of_ranking() if mix else result

    @classmethod
    def of_run(cls, scores: Sequence[Scores], qrels: Path, run: Path) -> Self:
        """Return the result of another system's run.

        Args:
            scores: the run's scores by :func:`qa.evaluation.trec_runs.score_run`; metrics without scores are left out.
            qrels: the file of judgements.
            run: the file of the run.
        """
        defined = tuple(metric for metric in scores if metric.by_question)
        made_by: dict[str, Any] = {"questions": str(qrels), "questions sha256": checksum(qrels), "run": str(run)}
        made_by |= {"run sha256": checksum(run), "versions": _versions()}
        return cls(tuple(map(mean_metric, defined)), defined, Curves(), made_by, complete=True)

    @property
    def is_calibrated(self) -> bool:
        """Whether every confidence was fitted for the model in use; true if there is no confidence."""
        return bool(self.made_by.get("settings", {}).get("calibrated", True))

    def record(self) -> dict[str, Any]:
        """Return the result as JSON values.

        ``metrics`` and ``comparisons`` are by name, ``questions`` (the scores of each question) and ``facts`` by
        question id. ``curves``, ``made_by`` and ``complete`` are as in this class.
        """
        by_question: dict[str, dict[str, float]] = {}
        for metric in self.scores:
            for id_, value in metric.by_question.items():
                by_question.setdefault(id_, {})[metric.name] = value
        return {
            "metrics": _by_name(self.metrics),
            "comparisons": _by_name(self.comparisons),
            "curves": asdict(self.curves),
            "made_by": self.made_by,
            "complete": self.complete,
            "questions": by_question,
            "facts": {id_: asdict(facts) for id_, facts in self.facts.items()},
        }

    def compared(self, other: str, comparisons: Sequence[Comparison]) -> Self:
        """Return this result with a comparison.

        Args:
            other: name of the other run.
            comparisons: the comparison by :func:`qa.evaluation.compare.compare`.
        """
        return replace(self, made_by=self.made_by | {"compared with": other}, comparisons=tuple(comparisons))

    def _of_ranking(self) -> Self:
        return replace(
            self,
            metrics=tuple(metric for metric in self.metrics if metric.name in RANKING_METRICS),
            scores=tuple(metric for metric in self.scores if metric.name in RANKING_METRICS),
            curves=Curves(self.curves.recall),
            facts={id_: QuestionFacts(facts.seconds) for id_, facts in self.facts.items()},
        )


def _by_name(rows: Sequence[Metric] | Sequence[Comparison]) -> dict[str, dict[str, Any]]:
    return {row.name: {key: value for key, value in asdict(row).items() if key != "name"} for row in rows}


def _left_out(question_set: QuestionSet, library: Library) -> dict[str, list[str]]:
    """Return what was left out of the run, by reason; only reasons that occur are keys.

    - ``passed over``: ids of the questions without text
    - ``too long``: ids of the questions that exceed the library's limit
    - ``unknown``: names of the texts that questions name and the set's own corpus lacks
    - ``not indexed``: ids of the texts of the corpus that the library does not hold
    """
    left_out = {
        "passed over": question_set.blank,
        "too long": question_set.too_long,
        "unknown": question_set.unknown,
        "not indexed": not_indexed(question_set.corpus, library),
    }
    return {name: list(ids) for name, ids in left_out.items() if ids}


def _made_by(library: Library, question_set: QuestionSet, settings: dict[str, Any]) -> dict[str, Any]:
    statistics = library.statistics()
    return {
        "questions": question_set.source,
        "questions sha256": question_set.sha256,
        "library": str(library.folder),
        "documents": statistics.documents,
        "passages": statistics.passages,
        "generation": statistics.generation,
        "model": statistics.model,
        "settings": settings,
        "versions": _versions(),
    }


def _settings(library: Library, outcomes: Sequence[Outcome], mix: Retriever | None) -> dict[str, Any]:
    settings = asdict(library.settings) | {"mix": mix or "both", "threshold": THRESHOLD, "depth": DEPTH}
    if not mix:
        settings["calibrated"] = all(outcome.answer.calibrated for outcome in outcomes)
    return settings


def _versions() -> dict[str, str]:
    return {name: version(name) for name in _PACKAGES} | {"python": platform.python_version()}
