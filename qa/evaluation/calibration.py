"""How well a confidence tells right from wrong."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies between two tenths."""

    confidence: float
    """their mean confidence"""
    right: float
    """the share of them that is right"""
    answers: int


def auroc(positive: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """How often a positive has a higher confidence than a negative, ties half (Fawcett, PRL 27, 2006).

    Args:
        positive: 1 or 0, shape (n,).
        confidence: shape (n,).

    Returns:
        Between 0 and 1; not a number where all are of one kind.
    """
    positives, negatives = confidence[positive == 1], np.sort(confidence[positive != 1])
    if not len(positives) or not len(negatives):
        return float("nan")
    below = np.searchsorted(negatives, positives, "left") + np.searchsorted(negatives, positives, "right")
    return float(below.sum() / 2 / (len(positives) * len(negatives)))


def risk_coverage(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of wrong answers among the surest ones, for each number of these (El-Yaniv & Wiener, JMLR 11, 2010).

    Answers of equal confidence have no order: each counts as their mean, which is what is expected of any.

    Args:
        right: 1 or 0, shape (n,).
        confidence: shape (n,).

    Returns:
        Shape (n,): the risk at coverage 1/n, 2/n … 1.
    """
    _, group, members = np.unique(-confidence, return_inverse=True, return_counts=True)
    wrong = np.bincount(group, weights=1 - right) / members
    return np.asarray(np.cumsum(np.repeat(wrong, members)) / np.arange(1, len(right) + 1))


def area_under_risk_coverage(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """The mean risk over all coverages (Geifman et al., ICLR 2019); lower is better."""
    return float(risk_coverage(right, confidence).mean())


def reliability(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> tuple[Bin, ...]:
    """The answers in ten bins of equal width of confidence; empty bins are left out."""
    sums, rights, answers = _binned(right, confidence)
    return tuple(
        Bin(float(sums[number] / answers[number]), float(rights[number] / answers[number]), int(answers[number]))
        for number in np.flatnonzero(answers)
    )


def expected_calibration_error(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """How far confidence and the share that is right lie apart on average (Naeini et al., AAAI 2015; ten bins)."""
    sums, rights, _ = _binned(right, confidence)
    return float(abs(sums - rights).sum() / len(right))


def _binned(
    right: NDArray[np.float64], confidence: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Of each bin the sum of confidences, how many are right, and how many there are."""
    numbers = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    sums, rights = (np.bincount(numbers, weights=values, minlength=_BINS) for values in (confidence, right))
    return sums.astype(np.float64), rights.astype(np.float64), np.bincount(numbers, minlength=_BINS)
