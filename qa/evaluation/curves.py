"""The curves of a run: recall by depth, risk by coverage, and reliability of the confidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from qa.evaluation.calibration import reliability, risk_coverage
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance

_DEPTHS = (1, 2, 3, 5, 10, 20, 50, 100)
_POINTS = 200
"""maximum number of points of the curve of risk by coverage, as many as a person can distinguish on paper"""


@dataclass(frozen=True, slots=True)
class Curves:
    """The points (x, y) of each curve; a curve without questions is empty."""

    recall: tuple[tuple[int, float], ...] = ()
    """for each k, the share of answerable questions with a correct passage among the first k"""
    risk_coverage: tuple[tuple[float, float], ...] = ()
    """for each share of the questions, most confident first, the share of wrong first passages among these questions"""
    reliability: tuple[tuple[float, float], ...] = ()
    """for each tenth of the range of confidence that has questions, their mean confidence and their share of correct
    first passages"""


def curves(outcomes: Sequence[Outcome], relevance: Relevance) -> Curves:
    """Return the curves of a run; only judged questions count (:attr:`Question.is_judged`).

    Args:
        outcomes: the outcomes of the run.
        relevance: relevance in the library that answered.
    """
    judged = [outcome for outcome in outcomes if outcome.question.is_judged]
    if not judged:
        return Curves()
    ranks = [relevance.first_correct_rank(outcome) for outcome in judged]
    answerable = [rank for rank, outcome in zip(ranks, judged, strict=True) if outcome.question.is_answerable]
    right = np.array([float(rank == 1) for rank in ranks])
    confidence = np.array([outcome.answer.confidence for outcome in judged])
    risk = risk_coverage(right, confidence)
    places = sorted({int(place) for place in np.linspace(0, len(risk) - 1, _POINTS)})
    return Curves(
        tuple((k, fmean(rank <= k for rank in answerable)) for k in _DEPTHS) if answerable else (),
        tuple(((place + 1) / len(risk), float(risk[place])) for place in places),
        tuple((tenth.confidence, tenth.right) for tenth in reliability(right, confidence)),
    )
