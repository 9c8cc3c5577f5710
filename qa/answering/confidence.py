"""How sure it is that the documents answer a question.

A logistic model (Platt, Advances in Large Margin Classifiers, 1999) over what the first passages have in common with
the question, fitted and measured by ``benchmarks/confidence.py``.
"""

import math
from dataclasses import astuple, dataclass
from statistics import fmean

from qa.search import Ranking

THRESHOLD = 0.28
"""Below it the answer is "not found". On ``ncp_dev`` this refuses 8 % of the questions that the documents answer and
80 % of those that they do not; on the half that it was not fitted to, 10 % and 79 %."""

_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer."""

    cosine: float
    """of the question and the first passage"""
    evidence: float
    """what the first passage and its best sentence share with the question, weighted as in the ranking"""
    lead: float
    """by how much its score is higher than the mean of the next four; all its evidence where there is no other"""
    elsewhere: float
    """1 if a place that the question names stands in nothing that was found of the first passage's document"""
    unknown: float
    """1 if it stands in no passage found"""
    unlike: float
    """1 if the first passage lacks the kind of thing that is asked for"""


_INTERCEPT = -19.36
_WEIGHTS = Signals(cosine=17.78, evidence=0.54, lead=0.53, elsewhere=-1.39, unknown=-4.19, unlike=-1.39)


def signals(ranking: Ranking) -> Signals:
    """The signals of a ranking of at least one passage; filters do not change those of the same first passage."""
    first = ranking.passages[0]
    same = {first.passage.id, *(passage.id for passage in first.duplicates)}
    others = [entry for entry in ranking.unfiltered if entry.passage.id not in same][: _COMPARED - 1]
    lead = first.score - fmean(other.score for other in others) if others else first.evidence
    fit = ranking.fit
    return Signals(first.cosine, first.evidence, lead, not fit.in_document, not fit.anywhere, not fit.expected)


def confidence(found: Signals) -> float:
    """The probability that the documents answer, if as many questions are answerable as not: 0 to 1."""
    weighted = sum(weight * value for weight, value in zip(astuple(_WEIGHTS), astuple(found), strict=True))
    return 1 / (1 + math.exp(-(_INTERCEPT + weighted)))
