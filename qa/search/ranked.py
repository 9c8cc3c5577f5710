"""What is known of a passage that was found for a question, and what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from qa.index import StoredPassage
from qa.types import Hit


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a passage that was found for a question."""

    dense: float
    """cosine of question and passage, standardised over all passages found (zero mean, unit variance)"""
    bm25: float
    """BM25 score, standardised likewise; a passage that BM25 did not return shares no word and has 0 before"""
    overlap: float
    """share of the question's pairs of characters in title, headings and text, the rarer ones weighing more"""
    sentence: float
    """the best support that one sentence gives, where what stands in title and headings need not stand in it"""
    siblings: float
    """logarithm of how many passages of its document were found without filters: a long one has some for anything"""


WEIGHTS = Features(dense=0.46, bm25=0.38, overlap=3.98, sentence=5.40, siblings=-0.25)
"""fitted by ``benchmarks/ranking.py`` on one half of ``ncp_dev``"""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage at its place in the ranking, with what brought it there."""

    passage: StoredPassage
    features: Features
    cosine: float
    duplicates: tuple[StoredPassage, ...] = ()
    """the passages that say the same, in the order of their ranks"""
    lexical_rank: int | None = None
    """the place that BM25 alone gave it, or the best of what says the same; ``None``: it found none of these"""
    dense_rank: int | None = None
    """likewise, of the vectors"""

    @property
    def evidence(self) -> float:
        """The part of the score that comes from what passage and question share; comparable between questions."""
        shared = replace(self.features, dense=0.0, bm25=0.0, siblings=0.0)
        return _weighted(shared)

    @property
    def score(self) -> float:
        """The weighted sum of the features; comparable within one question only."""
        return _weighted(self.features)


def hits(ranking: Sequence[RankedPassage]) -> tuple[Hit, ...]:
    """Ranked passages as an answer has them."""
    return tuple(
        Hit(rank, one.score, one.passage.text, one.passage.citation, tuple(other.citation for other in one.duplicates))
        for rank, one in enumerate(ranking, start=1)
    )


_VALUES = attrgetter(*(field.name for field in fields(Features)))


def _weighted(features: Features) -> float:
    return sum(weight * value for weight, value in zip(_VALUES(WEIGHTS), _VALUES(features), strict=True))
