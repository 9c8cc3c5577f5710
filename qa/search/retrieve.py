"""A question to ranked passages: BM25 and dense vectors find them, what they share with the question ranks them."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from qa.index import Indexes, Store, StoredPassage, context_text
from qa.language import matching_form
from qa.search.duplicates import collapsed, newest
from qa.search.evidence import Evidence
from qa.search.filters import allows
from qa.search.fit import FITS, Fit, fit, places
from qa.search.quotable import quotable
from qa.search.ranked import Features, RankedPassage
from qa.search.rarity import Rarity
from qa.types import NO_FILTERS, Filters

DEPTH = 100
"""how many passages each retriever contributes"""
_REMEMBERED = 10_000
"""passages whose matching form is remembered: some 25 MB; to fold them takes as long as to find them"""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages for a question, best first; of equals the newest, then in the order in which they were added."""

    passages: tuple[RankedPassage, ...]
    """of the documents that the filters allow"""
    unfiltered: tuple[RankedPassage, ...]
    """what there is without filters: it says how much the first passage stands out"""
    fit: Fit = FITS
    """of the first of ``passages``"""


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
    evidence = Evidence(question)
    everything = _candidates(question, vector, indexes)
    reads = _read(evidence, everything.ids, store)
    scale = _Scale(evidence, everything, reads)
    unfiltered = ranked = scale.ranked(everything, reads)
    chosen_reads = reads
    if filters:
        allowed = store.passages_where(partial(allows, filters))
        chosen = _candidates(question, vector, indexes, allowed) if allowed else _NONE
        chosen_reads = _read(evidence, chosen.ids, store)
        ranked = scale.ranked(chosen, chosen_reads)
    if not ranked:
        return Ranking(ranked, unfiltered)
    return Ranking(ranked, unfiltered, _fit(question, evidence, chosen_reads[ranked[0].passage.id], reads))


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage with what of the question stands in it."""

    passage: StoredPassage
    folded: str
    """title, headings and text in their matching form"""
    shared: frozenset[str]
    """the question's pairs that stand in it"""
    sentences: tuple[tuple[frozenset[str], float], ...]
    """the pairs of each sentence or of what stands above it, and what the sentence is worth by the kind asked for"""

    def support(self, rarity: Rarity) -> float:
        """The best that one sentence gives."""
        return max(worth * rarity.share(pairs) for pairs, worth in self.sentences)


def _read(evidence: Evidence, ids: Sequence[int], store: Store) -> dict[int, _Read]:
    """The passages by their ids, in the order of ``ids``.

    An index may still hold a passage that another process has removed from the store: the store decides.
    """
    stored = store.passages(ids)
    return {id_: _read_one(evidence, stored[id_]) for id_ in ids if id_ in stored}


def _read_one(evidence: Evidence, passage: StoredPassage) -> _Read:
    folded = _fold(passage)
    above = evidence.shared(folded.context)
    return _Read(
        passage,
        folded.whole,
        evidence.shared(folded.whole),
        tuple((evidence.shared(sentence) | above, evidence.worth(sentence)) for sentence in folded.sentences),
    )


@dataclass(frozen=True, slots=True)
class _Folded:
    """A passage in its matching form, whatever the question is."""

    context: str
    whole: str
    """title, headings and text"""
    sentences: tuple[str, ...]
    """the stretches that can be quoted"""


@lru_cache(maxsize=_REMEMBERED)
def _fold(passage: StoredPassage) -> _Folded:
    context = matching_form(context_text(passage.citation, passage.kind))
    sentences = tuple(matching_form(passage.text[span.start : span.end]) for span in quotable(passage))
    return _Folded(context, f"{context}\n{matching_form(passage.text)}", sentences)


def _fit(question: str, evidence: Evidence, first: _Read, found: dict[int, _Read]) -> Fit:
    """How the first passage fits; what else was found is taken without filters, so that these change nothing."""
    document = first.passage.citation.document_id
    same = (read.folded for read in found.values() if read.passage.citation.document_id == document)
    expected = evidence.expected(matching_form(first.passage.text))
    return fit(places(question), (first.folded, *same), (read.folded for read in found.values()), expected)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The passages that either retriever found: ids, cosines and BM25 scores, each of shape (candidates,)."""

    ids: Sequence[int]
    cosines: NDArray[np.float64]
    bm25: NDArray[np.float64]
    lexical_ranks: Mapping[int, int] = field(default_factory=dict)
    """of those that BM25 found"""
    dense_ranks: Mapping[int, int] = field(default_factory=dict)
    """of those whose vectors are among the nearest"""


_NONE = _Candidates((), np.empty(0), np.empty(0))


def _candidates(
    question: str, vector: NDArray[np.float32], indexes: Indexes, allowed: Sequence[int] | None = None
) -> _Candidates:
    bm25 = {hit.id: hit.score for hit in indexes.search_words(question, DEPTH, allowed)}
    cosines = dict(indexes.search_vector(vector, DEPTH, allowed))
    dense_ranks = {passage: rank for rank, passage in enumerate(cosines, start=1)}
    lexical_only = [passage for passage in bm25 if passage not in cosines]
    cosines.update(indexes.cosines(lexical_only, vector))
    ids = sorted(cosines)
    return _Candidates(
        ids,
        np.array([cosines[passage] for passage in ids], dtype=np.float64),
        np.array([bm25.get(passage, 0.0) for passage in ids], dtype=np.float64),
        {passage: rank for rank, passage in enumerate(bm25, start=1)},
        dense_ranks,
    )


class _Scale:
    """What the passages found without filters say of a single one: scores and pairs are compared with theirs."""

    def __init__(self, evidence: Evidence, found: _Candidates, reads: dict[int, _Read]) -> None:
        self._found = found
        self._rarity = Rarity(evidence.pairs, (read.shared for read in reads.values()))
        self._siblings = Counter(read.passage.citation.document_id for read in reads.values())

    def ranked(self, found: _Candidates, reads: dict[int, _Read]) -> tuple[RankedPassage, ...]:
        """The passages found, best first."""
        dense = _standardised(found.cosines, self._found.cosines)
        bm25 = _standardised(found.bm25, self._found.bm25)
        ranked = [
            RankedPassage(
                reads[id_].passage,
                self._features(reads[id_], dense[place], bm25[place]),
                cosine,
                lexical_rank=found.lexical_ranks.get(id_),
                dense_rank=found.dense_ranks.get(id_),
            )
            for place, (id_, cosine) in enumerate(zip(found.ids, found.cosines.tolist(), strict=True))
            if id_ in reads
        ]
        return collapsed(sorted(ranked, key=lambda entry: (-entry.score, -newest(entry.passage), entry.passage.id)))

    def _features(self, read: _Read, dense: float, bm25: float) -> Features:
        return Features(
            dense=dense,
            bm25=bm25,
            overlap=self._rarity.share(read.shared),
            sentence=read.support(self._rarity),
            siblings=math.log(max(1, self._siblings[read.passage.citation.document_id])),
        )


def _standardised(scores: NDArray[np.float64], scale: NDArray[np.float64]) -> list[float]:
    spread = scale.std() if len(scale) else 0.0
    standardised = (scores - scale.mean()) / spread if spread > 0 else np.zeros_like(scores)
    return [float(score) for score in standardised]
