"""How well a library answers a set of questions: each metric with a 95 % interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.calibration import area_under_risk_coverage, auroc, expected_calibration_error
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import Scores

_RESAMPLES = 1000
_SEED = 0
_Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure with its 95 % interval and over how many questions it is; ``None`` where it has no meaning."""

    name: str
    value: float | None
    questions: int
    low: float | None = None
    high: float | None = None


def evaluate(outcomes: Sequence[Outcome], scores: Sequence[Scores], relevance: Relevance) -> tuple[Metric, ...]:
    """The metrics of a run: documented in ``docs/evaluation.md``.

    The intervals are percentile bootstraps over the questions (Efron & Tibshirani, 1993, ch. 13; 1,000 samples, with a
    fixed seed).

    Args:
        outcomes: of the questions.
        scores: of these, by :func:`question_scores`.
        relevance: of the library that answered.
    """
    return (*(mean_metric(one) for one in scores), *_whole_run(outcomes, relevance))


def mean_metric(scores: Scores) -> Metric:
    """The mean of what questions score."""
    values = np.array(list(scores.by_question.values()))[:, None]
    return _metric(scores.name, values, lambda rows: float(rows.mean()))


def _whole_run(outcomes: Sequence[Outcome], relevance: Relevance) -> list[Metric]:
    """The metrics that are no means: how well what is not there is told, and times."""
    judged = [outcome for outcome in outcomes if outcome.question.is_judged]
    rows = np.array(
        [(o.question.is_answerable, relevance.is_right(o), o.answer.confidence, not o.answer.found) for o in judged],
        dtype=np.float64,
    ).reshape(-1, 4)
    found = []
    if rows[:, 0].any() and not rows[:, 0].all():
        found += [
            _metric("AUROC", rows, lambda r: auroc(r[:, 0], r[:, 2])),
            _metric("refusal precision", rows, _refusal_precision),
        ]
    if len(rows):
        found += [
            _metric("AURC", rows, lambda r: area_under_risk_coverage(r[:, 1], r[:, 2])),
            _metric("calibration error", rows, lambda r: expected_calibration_error(r[:, 1], r[:, 2])),
        ]
    seconds = np.array([outcome.seconds for outcome in outcomes])[:, None]
    found += [_metric(f"seconds p{q}", seconds, lambda r, q=q: float(np.percentile(r, q))) for q in (50, 95)]  # type: ignore[misc]
    return found


def _metric(name: str, rows: _Row, statistic: Callable[[_Row], float]) -> Metric:
    value = statistic(rows)
    if isnan(value):
        return Metric(name, None, len(rows))
    random = np.random.default_rng(_SEED)
    samples = [statistic(rows[random.integers(0, len(rows), len(rows))]) for _ in range(_RESAMPLES)]
    low, high = np.nanpercentile(samples, (2.5, 97.5))
    return Metric(name, value, len(rows), float(low), float(high))


def _refusal_precision(rows: _Row) -> float:
    """Of what was refused, how much the documents indeed do not say."""
    refused = rows[rows[:, 3] == 1]
    return float(1 - refused[:, 0].mean()) if len(refused) else float("nan")
