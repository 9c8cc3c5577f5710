"""The figures of a run that are no means over questions: how well what is not there is told, and times."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.calibration import area_under_risk_coverage, auroc, expected_calibration_error
from qa.evaluation.metric import Metric, Rows, bootstrapped
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance


@dataclass(frozen=True, slots=True)
class Facts:
    """What these figures take of a question."""

    seconds: float
    answerable: bool | None = None
    """``None``: nothing is known of its answer, or it was not answered but searched for only"""
    right: bool = False
    """whether the first passage answers"""
    confidence: float = 0.0
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure of rows ``answerable, right, confidence, refused, seconds``."""

    name: str
    of: Callable[[Rows], float]
    of_judged: bool = True
    """whether only the questions count of whose answer something is known"""


def _refusal_precision(rows: Rows) -> float:
    """Of what was refused, how much the documents indeed do not say."""
    refused = rows[rows[:, 3] == 1]
    return float(1 - refused[:, 0].mean()) if len(refused) else float("nan")


STATISTICS = (
    Statistic("AUROC", lambda rows: auroc(rows[:, 0], rows[:, 2])),
    Statistic("refusal precision", _refusal_precision),
    Statistic("AURC", lambda rows: area_under_risk_coverage(rows[:, 1], rows[:, 2])),
    Statistic("calibration error", lambda rows: expected_calibration_error(rows[:, 1], rows[:, 2])),
    Statistic("seconds p50", lambda rows: float(np.percentile(rows[:, 4], 50)), of_judged=False),
    Statistic("seconds p95", lambda rows: float(np.percentile(rows[:, 4], 95)), of_judged=False),
)
_OF_BOTH_KINDS = ("AUROC", "refusal precision")
"""have a meaning only where some questions are answerable and some are not"""


def facts_of(outcomes: Sequence[Outcome], relevance: Relevance) -> dict[str, Facts]:
    """The facts of a run by question id."""
    return {outcome.question.id: _facts(outcome, relevance) for outcome in outcomes}


def whole_run_metrics(facts: Mapping[str, Facts]) -> list[Metric]:
    """The figures of a run."""
    found = []
    for one in STATISTICS:
        rows = rows_of(facts.values(), one)
        answerable = rows[:, 0].sum()
        if len(rows) and (one.name not in _OF_BOTH_KINDS or 0 < answerable < len(rows)):
            refused = int(rows[:, 3].sum())
            counted = refused if one.name == "refusal precision" else len(rows)
            found.append(bootstrapped(one.name, rows, one.of, counted))
    return found


def rows_of(facts: Iterable[Facts], statistic: Statistic) -> Rows:
    """The rows that a figure is of, shape (questions, 5)."""
    rows = [
        (bool(one.answerable), one.right, one.confidence, one.refused, one.seconds)
        for one in facts
        if one.answerable is not None or not statistic.of_judged
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def _facts(outcome: Outcome, relevance: Relevance) -> Facts:
    question, answer = outcome.question, outcome.answer
    if not question.is_judged:
        return Facts(outcome.seconds)
    right = relevance.is_right(outcome)
    return Facts(outcome.seconds, question.is_answerable, right, answer.confidence, not answer.found)
