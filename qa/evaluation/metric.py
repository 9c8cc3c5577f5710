"""A metric's value with its confidence interval."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.scores import Scores

_RESAMPLES = 1000
_SEED = 0
Rows = NDArray[np.float64]
"""one row per question of a run, shape (questions, columns)"""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's value with its 95 % interval and its number of questions."""

    name: str
    value: float | None
    """``None`` if the metric is undefined; ``low`` and ``high`` are ``None`` too then"""
    questions: int
    low: float | None = None
    high: float | None = None


def mean_metric(scores: Scores) -> Metric:
    """Return the mean of the scores over the questions, with its interval; there must be at least one question."""
    values = np.array(list(scores.by_question.values()))[:, None]
    return bootstrapped(scores.name, values, lambda rows: float(rows.mean()))


def bootstrapped(name: str, rows: Rows, statistic: Callable[[Rows], float], questions: int | None = None) -> Metric:
    """Return a statistic with its percentile bootstrap interval over questions (Efron & Tibshirani, 1993, ch. 13).

    The interval comes from 1,000 samples with a fixed seed.

    Args:
        name: name of the metric.
        rows: one row per question.
        statistic: computes the value from rows; NaN where the value is undefined.
        questions: the number of questions to report; the default is the number of rows.
    """
    value = statistic(rows)
    counted = len(rows) if questions is None else questions
    if isnan(value):
        return Metric(name, None, counted)
    random = np.random.default_rng(_SEED)
    samples = [statistic(rows[random.integers(0, len(rows), len(rows))]) for _ in range(_RESAMPLES)]
    low, high = np.nanpercentile(samples, (2.5, 97.5))
    return Metric(name, value, counted, float(low), float(high))
