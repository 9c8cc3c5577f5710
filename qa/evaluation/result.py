"""A run's result, to keep and to compare with: figures, what each question scored, and what produced it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from qa.errors import QuestionSetError
from qa.evaluation.evaluate import Metric, evaluate
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import Scores, question_scores
from qa.library import Library

_PACKAGES = ("gongwen-qa", "faiss-cpu", "tantivy", "sentence-transformers", "ir-measures")


@dataclass(frozen=True, slots=True)
class Result:
    """What an evaluation gave."""

    metrics: tuple[Metric, ...]
    scores: tuple[Scores, ...]
    """of the metrics that are means over questions"""
    made_by: dict[str, Any]
    """question file, library, model, generation, versions: what is needed to reproduce the figures"""
    complete: bool
    """whether all questions were asked"""

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], library: Library, questions: Path, complete: bool) -> Self:
        """The result of a run.

        Args:
            outcomes: of the questions that were asked.
            library: that answered.
            questions: the file they come from.
            complete: whether these are all.

        Raises:
            QuestionSetError: no question says what its answers are.
        """
        statistics = library.statistics()
        made_by = {
            "questions": str(questions),
            "library": str(library.folder),
            "documents": statistics.documents,
            "passages": statistics.passages,
            "model": statistics.model,
            "generation": statistics.generation,
            "versions": {name: version(name) for name in _PACKAGES},
        }
        scores = tuple(question_scores(outcomes, Relevance(library)))
        return cls(evaluate(outcomes, library), scores, made_by, complete)

    def record(self) -> dict[str, Any]:
        """As JSON: ``metrics`` by name, ``questions`` with their scores, ``made_by``, ``complete``."""
        by_question: dict[str, dict[str, float]] = {}
        for one in self.scores:
            for id_, value in one.by_question.items():
                by_question.setdefault(id_, {})[one.name] = value
        metrics = {one.name: {k: v for k, v in asdict(one).items() if k != "name"} for one in self.metrics}
        return {"metrics": metrics, "questions": by_question, "made_by": self.made_by, "complete": self.complete}


def read_scores(path: Path) -> dict[str, Scores]:
    """The scores of a result that was stored with ``--output``, by metric.

    Raises:
        QuestionSetError: the file is missing or is no result.
    """
    try:
        questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
        found: dict[str, Scores] = {}
        for id_, values in questions.items():
            for name, value in values.items():
                found.setdefault(name, Scores(name, {})).by_question[id_] = float(value)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionSetError(f"评测结果读不了：{path}（{error}）。应是 qa evaluate --output 写出的文件") from error
    return found
