"""The curves of a run: how deep the right passage stands, and how far its confidence is to be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from qa.evaluation.calibration import reliability, risk_coverage
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance

_DEPTHS = (1, 2, 3, 5, 10, 20, 50, 100)
_POINTS = 200
"""so many points of a curve are told apart on paper"""


@dataclass(frozen=True, slots=True)
class Curves:
    """Points (x, y) of each; empty where there are no questions for it."""

    recall: tuple[tuple[int, float], ...] = ()
    """k, and of how many answerable questions one of the first k passages is right"""
    risk_coverage: tuple[tuple[float, float], ...] = ()
    """the share of questions that are answered, the surest first, and how many of these have a wrong first passage"""
    reliability: tuple[tuple[float, float], ...] = ()
    """the mean confidence of a tenth of its range, and the share of its questions whose first passage is right"""


def curves(outcomes: Sequence[Outcome], relevance: Relevance) -> Curves:
    """The curves of a run.

    Args:
        outcomes: of the run.
        relevance: of the library that answered.
    """
    judged = [outcome for outcome in outcomes if outcome.question.is_judged]
    if not judged:
        return Curves()
    ranks = [relevance.first_right(outcome) for outcome in judged]
    answerable = [rank for rank, outcome in zip(ranks, judged, strict=True) if outcome.question.is_answerable]
    right = np.array([float(rank == 1) for rank in ranks])
    confidence = np.array([outcome.answer.confidence for outcome in judged])
    risk = risk_coverage(right, confidence)
    places = sorted({int(place) for place in np.linspace(0, len(risk) - 1, _POINTS)})
    return Curves(
        tuple((k, fmean(rank <= k for rank in answerable)) for k in _DEPTHS) if answerable else (),
        tuple(((place + 1) / len(risk), float(risk[place])) for place in places),
        tuple((one.confidence, one.right) for one in reliability(right, confidence)),
    )
