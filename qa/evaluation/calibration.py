"""Metrics of how well a confidence separates right from wrong answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one tenth of the range."""

    confidence: float
    """mean confidence"""
    right: float
    """share of right answers"""
    answers: int


def auroc(positive: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """Return the area under the ROC curve (Fawcett, PRL 27, 2006).

    This is the share of pairs of a positive and a negative in which the positive has the higher confidence; ties count
    half.

    Args:
        positive: 1 for a positive, 0 for a negative, shape (n,).
        confidence: shape (n,).

    Returns:
        A value between 0 and 1; NaN if there are only positives or only negatives.
    """
    positives, negatives = confidence[positive == 1], np.sort(confidence[positive != 1])
    if not len(positives) or not len(negatives):
        return float("nan")
    below = np.searchsorted(negatives, positives, "left") + np.searchsorted(negatives, positives, "right")
    return float(below.sum() / 2 / (len(positives) * len(negatives)))


def risk_coverage(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of wrong answers among the n most confident, for every n (El-Yaniv & Wiener, JMLR 11, 2010).

    Answers of equal confidence have no order: each counts as their mean, which is the expectation over all orders.

    Args:
        right: 1 for a right answer, 0 for a wrong one, shape (n,).
        confidence: shape (n,).

    Returns:
        The risk at coverage 1/n, 2/n … 1, shape (n,).
    """
    _, group, members = np.unique(-confidence, return_inverse=True, return_counts=True)
    wrong = np.bincount(group, weights=1 - right) / members
    return np.asarray(np.cumsum(np.repeat(wrong, members)) / np.arange(1, len(right) + 1))


def area_under_risk_coverage(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """Return the mean risk over all coverages (Geifman et al., ICLR 2019); lower is better."""
    return float(risk_coverage(right, confidence).mean())


def reliability(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> tuple[Bin, ...]:
    """Return the answers in ten bins of equal width of confidence, lowest first, without the empty bins."""
    sums, rights, answers = _binned(right, confidence)
    return tuple(
        Bin(float(sums[number] / answers[number]), float(rights[number] / answers[number]), int(answers[number]))
        for number in np.flatnonzero(answers)
    )


def expected_calibration_error(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """Return the mean gap between confidence and share of right answers in ten bins (Naeini et al., AAAI 2015).

    The bins divide the confidence into tenths and are weighted by their number of answers.
    """
    sums, rights, _ = _binned(right, confidence)
    return float(abs(sums - rights).sum() / len(right))


def _binned(
    right: NDArray[np.float64], confidence: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Return the sum of confidences, the number of right answers and the number of answers of each bin, shape (10,)."""
    numbers = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    sums, rights = (np.bincount(numbers, weights=values, minlength=_BINS) for values in (confidence, right))
    return sums.astype(np.float64), rights.astype(np.float64), np.bincount(numbers, minlength=_BINS)
