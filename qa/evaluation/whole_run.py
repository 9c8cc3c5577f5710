"""Metrics of a whole run (not means over questions): answerability, calibration and timing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.calibration import area_under_risk_coverage, auroc, expected_calibration_error
from qa.evaluation.metric import Metric, Rows, bootstrapped
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance

SECONDS_COLUMN = 4
"""column of :func:`rows_of` that holds the time"""


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """The data of one question from which the metrics of a whole run are computed."""

    seconds: float
    """time that the question took"""
    answerable: bool | None = None
    """``None`` if it is unknown whether the documents answer, or if the question was searched for without an answer;
    the following fields mean nothing then"""
    right: bool = False
    """whether the first passage is correct"""
    confidence: float = 0.0
    refused: bool = False
    """whether the answer was "not found", or a possible answer only"""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A metric of a whole run, computed from the rows of its questions (:func:`rows_of`)."""

    name: str
    of: Callable[[Rows], float]
    """computes the value; NaN where it is undefined"""
    of_judged: bool = True
    """whether the statistic uses only questions whose answerability is known"""


def _refusal_precision(rows: Rows) -> float:
    """Return the share of unanswerable questions among the refused questions; NaN if no question was refused."""
    refused = rows[rows[:, 3] == 1]
    return float(1 - refused[:, 0].mean()) if len(refused) else float("nan")


def _seconds_percentile(percent: int) -> Callable[[Rows], float]:
    return lambda rows: float(np.percentile(rows[:, SECONDS_COLUMN], percent))


STATISTICS = (
    Statistic("AUROC", lambda rows: auroc(rows[:, 0], rows[:, 2])),
    Statistic("refusal precision", _refusal_precision),
    Statistic("AURC", lambda rows: area_under_risk_coverage(rows[:, 1], rows[:, 2])),
    Statistic("calibration error", lambda rows: expected_calibration_error(rows[:, 1], rows[:, 2])),
    Statistic("seconds p50", _seconds_percentile(50), of_judged=False),
    Statistic("seconds p95", _seconds_percentile(95), of_judged=False),
)
_OF_BOTH_KINDS = ("AUROC", "refusal precision")
"""metrics that need answerable and unanswerable questions"""


def facts_of(outcomes: Sequence[Outcome], relevance: Relevance) -> dict[str, QuestionFacts]:
    """Return the facts of a run by question id."""
    return {outcome.question.id: _facts(outcome, relevance) for outcome in outcomes}


def whole_run_metrics(facts: Mapping[str, QuestionFacts]) -> list[Metric]:
    """Return the metrics of a whole run with their intervals.

    A metric is left out if the run has no questions for it, or only one of the two kinds (answerable and unanswerable)
    that it needs. The value of refusal precision is ``None`` if no question was refused.
    """
    metrics = []
    for statistic in STATISTICS:
        rows = rows_of(facts.values(), statistic)
        answerable = rows[:, 0].sum()
        if len(rows) and (statistic.name not in _OF_BOTH_KINDS or 0 < answerable < len(rows)):
            refused = int(rows[:, 3].sum())
            questions = refused if statistic.name == "refusal precision" else len(rows)
            metrics.append(bootstrapped(statistic.name, rows, statistic.of, questions))
    return metrics


def rows_of(facts: Iterable[QuestionFacts], statistic: Statistic) -> Rows:
    """Return the rows that a statistic is computed from, shape (questions, 5).

    The columns are ``answerable, right, confidence, refused, seconds``. A statistic of judged questions gets the rows
    of judged questions only.
    """
    rows = [
        (bool(fact.answerable), fact.right, fact.confidence, fact.refused, fact.seconds)
        for fact in facts
        if fact.answerable is not None or not statistic.of_judged
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def _facts(outcome: Outcome, relevance: Relevance) -> QuestionFacts:
    question, answer = outcome.question, outcome.answer
    if not question.is_judged:
        return QuestionFacts(outcome.seconds)
    right = relevance.first_is_correct(outcome)
    return QuestionFacts(outcome.seconds, question.is_answerable, right, answer.confidence, not answer.found)
