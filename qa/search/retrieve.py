"""A question to ranked passages: BM25 and dense vectors find them, what they share with the question ranks them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index import Indexes, Store, StoredPassage, context_text
from qa.language import matching_form
from qa.search.duplicates import collapsed, newest
from qa.search.evidence import Evidence
from qa.search.filters import NO_FILTERS, Filters
from qa.search.quotable import quotable
from qa.search.ranked import Features, RankedPassage

DEPTH = 100
"""how many passages each retriever contributes"""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages for a question, best first; of equals the newest, then in the order in which they were added."""

    passages: tuple[RankedPassage, ...]
    """of the documents that the filters allow"""
    unfiltered: tuple[RankedPassage, ...]
    """what there is without filters: it says how much the first passage stands out"""


def retrieve(
    question: str, vector: NDArray[np.float32], indexes: Indexes, store: Store, filters: Filters = NO_FILTERS
) -> Ranking:
    """Rank the passages for a question. The features of a passage do not depend on the filters.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        indexes: of the library.
        store: of the library.
        filters: what the documents must be.
    """
    everything = _candidates(question, vector, indexes)
    if not filters:
        ranked = _ranked(question, everything, everything, store)
        return Ranking(ranked, ranked)
    allowed = store.passages_where(filters.allow)
    chosen = _candidates(question, vector, indexes, allowed) if allowed else _NONE
    return Ranking(_ranked(question, chosen, everything, store), _ranked(question, everything, everything, store))


def _read(evidence: Evidence, passage: StoredPassage) -> tuple[float, float]:
    """The features ``overlap`` and ``sentence`` of a passage."""
    context = matching_form(context_text(passage.citation, passage.kind))
    in_context = evidence.shared(context)
    sentences = [matching_form(passage.text[span.start : span.end]) for span in quotable(passage)]
    return (
        evidence.overlap(f"{context}\n{matching_form(passage.text)}"),
        max(evidence.support(sentence, in_context) for sentence in sentences),
    )


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The passages that either retriever found: ids, cosines and BM25 scores, each of shape (candidates,)."""

    ids: Sequence[int]
    cosines: NDArray[np.float64]
    bm25: NDArray[np.float64]


_NONE = _Candidates((), np.empty(0), np.empty(0))


def _candidates(
    question: str, vector: NDArray[np.float32], indexes: Indexes, allowed: Sequence[int] | None = None
) -> _Candidates:
    bm25 = {hit.id: hit.score for hit in indexes.search_words(question, DEPTH, allowed)}
    cosines = dict(indexes.search_vector(vector, DEPTH, allowed))
    lexical_only = [passage for passage in bm25 if passage not in cosines]
    cosines.update(indexes.cosines(lexical_only, vector))
    ids = sorted(cosines)
    return _Candidates(
        ids,
        np.array([cosines[passage] for passage in ids], dtype=np.float64),
        np.array([bm25.get(passage, 0.0) for passage in ids], dtype=np.float64),
    )


def _ranked(question: str, found: _Candidates, scale: _Candidates, store: Store) -> tuple[RankedPassage, ...]:
    """The passages found, ranked; their scores standardised as those of ``scale`` are."""
    stored = store.passages(found.ids)
    evidence = Evidence(question)
    ranked = [
        RankedPassage(stored[id_], Features(dense, lexical, *_read(evidence, stored[id_])), cosine)
        for id_, dense, lexical, cosine in zip(
            found.ids,
            _standardised(found.cosines, scale.cosines),
            _standardised(found.bm25, scale.bm25),
            found.cosines.tolist(),
            strict=True,
        )
        # An index may still hold a passage that another process has removed from the store: the store decides.
        if id_ in stored
    ]
    return collapsed(sorted(ranked, key=lambda entry: (-entry.score, -newest(entry.passage), entry.passage.id)))


def _standardised(scores: NDArray[np.float64], scale: NDArray[np.float64]) -> list[float]:
    spread = scale.std() if len(scale) else 0.0
    standardised = (scores - scale.mean()) / spread if spread > 0 else np.zeros_like(scores)
    return [float(score) for score in standardised]
