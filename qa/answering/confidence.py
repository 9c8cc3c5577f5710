"""How sure it is that the documents answer a question.

A logistic model (Platt, Advances in Large Margin Classifiers, 1999) over what the first passages have in common with
the question, fitted and measured by ``benchmarks/confidence.py``.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa.index import headings_text
from qa.search import Evidence, RankedPassage

THRESHOLD = 0.25
"""Below it the answer is "not found". On ``ncp_dev`` this refuses 8 % of the questions that the documents answer and 65 %
of those that they do not."""

_READ = 3
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer; none of it depends on how large the library is."""

    cosine: float
    """of the question and the first passage"""
    coverage: float
    """the largest share of the question's words, weighted by rarity, that one of the first three passages holds"""
    lead: float
    """by how much that share is larger than the mean of the four others among the first five; a missing one has 0"""


_INTERCEPT = -29.65
_WEIGHTS = Signals(cosine=26.93, coverage=6.22, lead=4.04)


def signals(question: str, ranked: Sequence[RankedPassage]) -> Signals:
    """The signals of a question with its passages, best first and at least one."""
    evidence = Evidence(question)
    coverages = [evidence.coverage(_with_context(entry)) for entry in ranked[:_COMPARED]]
    coverages += [0.0] * (_COMPARED - len(coverages))
    best = max(coverages[:_READ])
    others = (sum(coverages) - best) / (_COMPARED - 1)
    return Signals(ranked[0].cosine, best, best - others)


def confidence(found: Signals) -> float:
    """The probability that the documents answer, if as many questions are answerable as not: 0 to 1."""
    weighted = sum(weight * value for weight, value in zip(astuple(_WEIGHTS), astuple(found), strict=True))
    return 1 / (1 + math.exp(-(_INTERCEPT + weighted)))


def _with_context(entry: RankedPassage) -> str:
    citation = entry.passage.citation
    return "\n".join((citation.title, headings_text(citation.heading_path, entry.passage.kind), entry.passage.text))
