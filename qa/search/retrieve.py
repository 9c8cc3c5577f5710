"""A question to ranked passages: BM25 and dense vectors, one ranking."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index import Indexes, Store, StoredPassage
from qa.search.evidence import Evidence
from qa.search.quotable import quotable

DEPTH = 100
"""how many passages each retriever contributes"""
DENSE_SHARE = 0.6
"""the weight of the dense score in the mix; BM25 has the rest"""
SENTENCE_WEIGHT = 1.5
"""how much the best sentence of a passage counts, in standard deviations of the mixed scores"""
_READ = 20
"""how many of the first passages are read sentence by sentence"""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage at its place in the ranking, with the scores that brought it there."""

    passage: StoredPassage
    score: float
    """comparable within one question only"""
    cosine: float
    bm25: float


def retrieve(question: str, vector: NDArray[np.float32], indexes: Indexes, store: Store) -> tuple[RankedPassage, ...]:
    """Rank the passages for a question.

    Each retriever's scores are standardised over all candidates (zero mean, unit variance) and mixed; a passage that
    BM25 did not return counts as sharing no word with the question. The first passages are then read: a passage gains
    by the one of its sentences that holds most of the question's words and the kind of thing it asks for.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        indexes: of the library.
        store: of the library.

    Returns:
        Best first; ties in the order in which the passages were added.
    """
    ids, cosines, bm25 = _candidates(question, vector, indexes)
    if not len(ids):
        return ()
    mixed = DENSE_SHARE * _standardised(cosines) + (1 - DENSE_SHARE) * _standardised(bm25)
    stored = store.passages(ids.tolist())
    # An index may still hold a passage that another process has removed from the store: the store decides.
    ranked = [
        RankedPassage(stored[passage], float(mixed[i]), float(cosines[i]), float(bm25[i]))
        for i, passage in enumerate(ids.tolist())
        if passage in stored
    ]
    ranked.sort(key=_by_score)
    read = _reread(question, ranked[:_READ])
    return (*read, *ranked[_READ:])


def _reread(question: str, ranked: list[RankedPassage]) -> list[RankedPassage]:
    """The same passages, in the order of their scores with the support of their best sentences."""
    evidence = Evidence(question)
    read = [
        RankedPassage(
            entry.passage,
            entry.score + SENTENCE_WEIGHT * _best_support(evidence, entry.passage),
            entry.cosine,
            entry.bm25,
        )
        for entry in ranked
    ]
    return sorted(read, key=_by_score)


def _best_support(evidence: Evidence, passage: StoredPassage) -> float:
    return max(evidence.support(passage.text[span.start : span.end]) for span in quotable(passage))


def _by_score(entry: RankedPassage) -> tuple[float, int]:
    return -entry.score, entry.passage.id


def _candidates(
    question: str, vector: NDArray[np.float32], indexes: Indexes
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """The passages that either retriever found: ids, cosines and BM25 scores, each of shape (candidates,)."""
    bm25 = {hit.id: hit.score for hit in indexes.search_words(question, DEPTH)}
    cosines = dict(indexes.search_vector(vector, DEPTH))
    lexical_only = [passage for passage in bm25 if passage not in cosines]
    cosines.update(indexes.cosines(lexical_only, vector))
    ids = sorted(cosines)
    return (
        np.array(ids, dtype=np.int64),
        np.array([cosines[passage] for passage in ids], dtype=np.float64),
        np.array([bm25.get(passage, 0.0) for passage in ids], dtype=np.float64),
    )


def _standardised(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
