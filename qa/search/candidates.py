"""Candidates for a question: the passages that BM25 or the vectors find."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat

import numpy as np
from numpy.typing import NDArray

from qa.index import EVERY_DOCUMENT, Condition, EngineSnapshot

DEPTH = 100
"""maximum number of passages that each of the two searches, BM25 and vectors, contributes"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages found, in ascending order of their ids; the arrays have shape (number of passages,)."""

    ids: Sequence[int]
    cosines: NDArray[np.float64]
    bm25: NDArray[np.float64]
    """BM25 scores; 0 for a passage that BM25 did not return"""
    lexical_ranks: Mapping[int, int] = field(default_factory=dict)
    """maps the ids of the passages that BM25 returned to their 1-based ranks"""
    dense_ranks: Mapping[int, int] = field(default_factory=dict)
    """maps the ids of the passages that the search by vectors returned to their 1-based ranks"""


def find_candidates(
    question: str, vector: NDArray[np.float32], snapshot: EngineSnapshot, condition: Condition = EVERY_DOCUMENT
) -> Candidates:
    """Return the passages that BM25 ranks best and those whose vectors are nearest, at most :data:`DEPTH` from each.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        snapshot: the library to search.
        condition: which documents to search.
    """
    bm25 = dict(snapshot.search_words(question, DEPTH, condition))
    cosines = dict(snapshot.search_vector(vector, DEPTH, condition))
    dense_ranks = _ranks(cosines)
    lexical_only = [passage for passage in bm25 if passage not in cosines]
    cosines.update(snapshot.cosines(lexical_only, vector))
    ids = sorted(cosines)
    return Candidates(
        ids,
        np.array(list(map(cosines.__getitem__, ids)), dtype=np.float64),
        np.array(list(map(bm25.get, ids, repeat(0.0))), dtype=np.float64),
        _ranks(bm25),
        dense_ranks,
    )


def _ranks(found: Iterable[int]) -> dict[int, int]:
    """Map the ids of passages, given best first, to their 1-based ranks."""
    return dict(zip(found, count(1), strict=False))
