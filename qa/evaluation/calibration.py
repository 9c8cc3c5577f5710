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
    from scipy.stats import rankdata

    positives = int(positive.sum())
    negatives = len(positive) - positives
    if not positives or not negatives:
        return float("nan")
    ranks = rankdata(confidence)[positive == 1].sum()
    return float((ranks - positives * (positives + 1) / 2) / (positives * negatives))


def risk_coverage(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of wrong answers among the surest ones, for each number of these (El-Yaniv & Wiener, JMLR 11, 2010).

    Args:
        right: 1 or 0, shape (n,).
        confidence: shape (n,).

    Returns:
        Shape (n,): the risk at coverage 1/n, 2/n … 1.
    """
    order = np.argsort(-confidence, kind="stable")
    return np.asarray(np.cumsum(1 - right[order]) / np.arange(1, len(right) + 1))


def area_under_risk_coverage(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """The mean risk over all coverages (Geifman et al., ICLR 2019); lower is better."""
    return float(risk_coverage(right, confidence).mean())


def reliability(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> tuple[Bin, ...]:
    """The answers in ten bins of equal width of confidence; empty bins are left out."""
    numbers = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return tuple(
        Bin(float(confidence[inside].mean()), float(right[inside].mean()), int(inside.sum()))
        for number in range(_BINS)
        if (inside := numbers == number).any()
    )


def expected_calibration_error(right: NDArray[np.float64], confidence: NDArray[np.float64]) -> float:
    """How far confidence and the share that is right lie apart on average (Naeini et al., AAAI 2015; ten bins)."""
    return sum(abs(one.confidence - one.right) * one.answers for one in reliability(right, confidence)) / len(right)
