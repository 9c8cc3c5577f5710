"""A passage found for a question: its features and its score."""

import math
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from qa.index import StoredPassage
from qa.named_tuples import made_of
from qa.search.reading import Reading
from qa.types import Hit


class Features(NamedTuple):
    """The features of a passage by which it is ranked."""

    dense: float
    """cosine of question and passage, standardised over all passages found (zero mean, unit variance)"""
    bm25: float
    """BM25 score, standardised over all passages found; before that, 0 for a passage that BM25 did not return"""
    sentence: float
    """best support of one sentence: the share of the question's bigrams, weighted by their inverse document frequency,
    that the sentence, the title and the headings hold; halved if the sentence lacks the expected type of answer"""


WEIGHTS = Features(dense=1.07, bm25=0.41, sentence=5.84)
"""fitted by ``training/ranking_weights.py`` over the sets of ``training/manifest.py``"""


class RankedPassage(NamedTuple):
    """A passage in a ranking; a named tuple, because a question makes hundreds of them."""

    passage: StoredPassage
    features: Features
    cosine: float
    duplicates: tuple[StoredPassage, ...] = ()
    """other passages with the same text, in the order of their ranks"""
    lexical_rank: int | None = None
    """1-based rank by BM25 alone, the best of the passage and its duplicates; ``None`` if BM25 found none of them"""
    dense_rank: int | None = None
    """1-based rank by the vectors alone, the best of the passage and its duplicates; ``None`` if the search by vectors
    found none of them"""
    relevance: float = 0.0
    """the relevance that the passage reader (``qa/answering/read_passages.py``) gave; for a passage that was not read,
    the lowest relevance that the reader gave; 0 without a reader"""
    reading: Reading | None = None
    """the passage reader's result for the passage; ``None`` if the passage was not read"""

    @property
    def bigram_score(self) -> float:
        """The part of the score that comes from shared bigrams; comparable between questions."""
        return WEIGHTS.sentence * self.features.sentence

    @property
    def covered(self) -> float:
        """How much of the question one sentence covers, from 0 to 1.

        It is the square root of ``features.sentence``, because a passage that answers often holds only a third of the
        bigrams.
        """
        return math.sqrt(min(1.0, max(0.0, self.features.sentence)))

    @property
    def score(self) -> float:
        """The weighted sum of the features, plus the relevance; comparable within one question only."""
        found = self.features
        return WEIGHTS.dense * found.dense + WEIGHTS.bm25 * found.bm25 + self.bigram_score + self.relevance


def ranked_passages(
    passages: Iterable[StoredPassage],
    features: Iterable[Features],
    cosines: Iterable[float],
    lexical_ranks: Iterable[int | None],
    dense_ranks: Iterable[int | None],
) -> list[RankedPassage]:
    """Return ranked passages made from values in the same order; none has duplicates, a relevance or a reading yet."""
    return made_of(
        RankedPassage,
        zip(passages, features, cosines, repeat(()), lexical_ranks, dense_ranks, repeat(0.0), repeat(None)),
    )


def read_as(
    ranked: Sequence[RankedPassage], relevances: Iterable[float], readings: Iterable[Reading | None]
) -> list[RankedPassage]:
    """Return the passages with a relevance each, and with a reading where the reader has read the passage."""
    return made_of(RankedPassage, [(*e[:-2], x, r) for e, x, r in zip(ranked, relevances, readings, strict=False)])


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
