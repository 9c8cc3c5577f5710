"""A passage found for a question: its features and its score."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from embeddings import Reading
from qa.index import StoredPassage
from qa.types import Hit


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a passage by which it is ranked."""

    dense: float
    """cosine of question and passage, standardised over all passages found (zero mean, unit variance)"""
    bm25: float
    """BM25 score, standardised likewise; a passage that BM25 did not return has the score 0 before standardisation"""
    overlap: float
    """share of the question's bigrams in title, headings and text, weighted by their inverse document frequency"""
    sentence: float
    """best support of one sentence, where the bigrams of title and headings count as covered"""
    log_document_hits: float
    """logarithm of how many passages of the document were found without filters: a long document matches anything"""


WEIGHTS = Features(dense=0.46, bm25=0.38, overlap=3.98, sentence=5.40, log_document_hits=-0.25)
"""fitted by ``benchmarks/fit_ranking.py`` on one half of ``ncp_dev``"""

READ_WEIGHTS = WEIGHTS
"""the same for passages that were read"""
RELEVANCE_WEIGHT = 1.5
"""weight of the reader's relevance"""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage in a ranking."""

    passage: StoredPassage
    features: Features
    cosine: float
    duplicates: tuple[StoredPassage, ...] = ()
    """other passages with the same text, in the order of their ranks"""
    lexical_rank: int | None = None
    """1-based rank by BM25 alone, the best of the passage and its duplicates; ``None`` if BM25 found none of them"""
    dense_rank: int | None = None
    """likewise, by the vectors alone"""
    relevance: float | None = None
    """the reader's logit that the passage answers; of a passage that it did not read, the lowest that it gave"""
    reading: Reading | None = None
    """what the reader says of the passage, if it read it"""

    @property
    def evidence(self) -> float:
        """The part of the score that comes from shared bigrams; comparable between questions."""
        return _weighted(replace(self.features, dense=0.0, bm25=0.0, log_document_hits=0.0), WEIGHTS)

    @property
    def score(self) -> float:
        """The weighted sum of the features; comparable within one question only."""
        if self.relevance is None:
            return _weighted(self.features, WEIGHTS)
        return _weighted(self.features, READ_WEIGHTS) + RELEVANCE_WEIGHT * self.relevance


def hits(ranking: Sequence[RankedPassage]) -> tuple[Hit, ...]:
    """Return ranked passages as the hits of an answer."""
    return tuple(
        Hit(
            rank,
            ranked.score,
            ranked.passage.text,
            ranked.passage.citation,
            tuple(duplicate.citation for duplicate in ranked.duplicates),
        )
        for rank, ranked in enumerate(ranking, start=1)
    )


_VALUES = attrgetter(*(field.name for field in fields(Features)))


def _weighted(features: Features, weights: Features) -> float:
    return sum(weight * value for weight, value in zip(_VALUES(weights), _VALUES(features), strict=True))
