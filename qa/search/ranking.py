"""Rank the candidates for a question by how well they answer it.

BM25 and vectors find the candidates; the bigrams that they share with the question weigh most in their order.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index import EngineSnapshot, condition_from
from qa.language import matching_form
from qa.question import QuestionFeatures, places
from qa.search.candidates import Candidates, find_candidates
from qa.search.duplicates import collapse_duplicates, date_ordinal
from qa.search.idf_weights import IdfWeights
from qa.search.matched_passage import MatchedPassage, match_passages
from qa.search.query_coverage import FULL_COVERAGE, QueryCoverage, query_coverage
from qa.search.ranked_passage import Features, RankedPassage
from qa.types import NO_FILTERS, Filters


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages for a question, best first; ties are ordered newest first, then by order of addition."""

    passages: tuple[RankedPassage, ...]
    """the passages of the documents that the filters allow"""
    unfiltered: tuple[RankedPassage, ...]
    """the ranking without filters, which shows how much the first passage stands out"""
    coverage: QueryCoverage = FULL_COVERAGE
    """how far the first of ``passages`` covers the question"""
    vectors_only: bool = False
    """True if the engine could not search for words"""
    also_searched: tuple[str, ...] = ()
    """the official words that were searched besides the question's words and occur in the passages found"""


def rank(
    question: str,
    vector: NDArray[np.float32],
    snapshot: EngineSnapshot,
    filters: Filters = NO_FILTERS,
    also: Sequence[str] = (),
) -> Ranking:
    """Rank the passages for a question. The features of a passage do not depend on the filters.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        snapshot: the library to search.
        filters: which documents may answer.
        also: words that BM25 searches besides those of the question.
    """
    features = QuestionFeatures(question)
    searched = "\n".join((question, *also))
    everything = find_candidates(searched, vector, snapshot)
    all_matches = match_passages(features, everything.ids, snapshot.view)
    scorer = _Scorer(features, everything, all_matches)
    unfiltered = passages = scorer.ranked(everything, all_matches)
    matches = all_matches
    if filters:
        allowed = find_candidates(searched, vector, snapshot, condition_from(filters))
        matches = match_passages(features, allowed.ids, snapshot.view)
        passages = scorer.ranked(allowed, matches)
    if not passages:
        return Ranking(passages, unfiltered, vectors_only=snapshot.is_without_words)
    first = matches[passages[0].passage.id]
    coverage = _coverage(question, features, first, all_matches)
    return Ranking(passages, unfiltered, coverage, snapshot.is_without_words)


def _coverage(
    question: str, features: QuestionFeatures, first: MatchedPassage, found: Mapping[int, MatchedPassage]
) -> QueryCoverage:
    """Return how far the first passage covers a question; ``found`` is unfiltered, so filters do not change it."""
    document = first.passage.citation.document_id
    same = (match.folded for match in found.values() if match.passage.citation.document_id == document)
    has_answer_type = features.has_answer_type(matching_form(first.passage.text))
    everything = (match.folded for match in found.values())
    return query_coverage(places(question), (first.folded, *same), everything, has_answer_type)


class _Scorer:
    """Scores passages on the scale of the passages found without filters."""

    def __init__(self, features: QuestionFeatures, found: Candidates, matches: Mapping[int, MatchedPassage]) -> None:
        self._found = found
        self._weights = IdfWeights(features.bigrams, (match.bigrams for match in matches.values()))
        self._document_hits = Counter(match.passage.citation.document_id for match in matches.values())

    def ranked(self, candidates: Candidates, matches: Mapping[int, MatchedPassage]) -> tuple[RankedPassage, ...]:
        """Return candidates as ranked passages, best first, each text once."""
        dense = _standardised(candidates.cosines, self._found.cosines)
        bm25 = _standardised(candidates.bm25, self._found.bm25)
        ranked = [
            RankedPassage(
                matches[id_].passage,
                self._features(matches[id_], dense[place], bm25[place]),
                cosine,
                lexical_rank=candidates.lexical_ranks.get(id_),
                dense_rank=candidates.dense_ranks.get(id_),
            )
            for place, (id_, cosine) in enumerate(zip(candidates.ids, candidates.cosines.tolist(), strict=True))
            if id_ in matches
        ]
        ranked.sort(key=lambda entry: (-entry.score, -date_ordinal(entry.passage), entry.passage.id))
        return collapse_duplicates(ranked)

    def _features(self, match: MatchedPassage, dense: float, bm25: float) -> Features:
        return Features(
            dense=dense,
            bm25=bm25,
            overlap=self._weights.coverage(match.bigrams),
            sentence=match.best_support(self._weights),
            log_document_hits=math.log(max(1, self._document_hits[match.passage.citation.document_id])),
        )


def _standardised(scores: NDArray[np.float64], scale: NDArray[np.float64]) -> list[float]:
    """Return scores less the mean of a scale, over its standard deviation."""
    spread = scale.std() if len(scale) else 0.0
    standardised = (scores - scale.mean()) / spread if spread > 0 else np.zeros_like(scores)
    return [float(score) for score in standardised]
