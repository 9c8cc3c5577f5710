"""Rank the candidates for a question by how well they answer it.

BM25 and vectors find the candidates; the bigrams of the best sentence weigh most in their order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qa.index import EngineSnapshot, StoredPassage, condition_from
from qa.named_tuples import made_of
from qa.question import QuestionFeatures, is_unasked_signature, places
from qa.search.candidates import Candidates, find_candidates
from qa.search.duplicates import collapse_duplicates, date_ordinal
from qa.search.folded_passage import FoldedPassage, fold
from qa.search.idf_weights import IdfWeights
from qa.search.passage_forms import PassageForms
from qa.search.passage_matches import PassageMatches, match_passages
from qa.search.query_coverage import QueryCoverage, full_coverage, query_coverage
from qa.search.ranked_passage import WEIGHTS, Features, RankedPassage, ranked_passages
from qa.types import NO_FILTERS, Filters, PassageKind


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages for a question, best first; ties are ordered newest first, then by order of addition."""

    passages: tuple[RankedPassage, ...]
    """the passages of the documents that the filters allow"""
    unfiltered: tuple[RankedPassage, ...]
    """the passages ranked without filters, for the confidence and for documents that repeal a cited one"""
    coverage: Callable[[StoredPassage], QueryCoverage] = full_coverage
    """returns, for one of ``passages``, whether its document names the places in the question, and whether the passage
    has the expected type of answer"""
    vectors_only: bool = False
    """True if the engine could not search for words"""
    also_searched: tuple[str, ...] = ()
    """the official words that were searched besides the question's words and occur in the passages found"""
    folded: Callable[[StoredPassage], FoldedPassage] = fold
    """returns a passage in its matching form"""

    def beginning_with(self, first: RankedPassage) -> "Ranking":
        """Return the ranking with one of its passages at the front; the others stay in order."""
        others = (entry for entry in self.passages if entry is not first)
        return replace(self, passages=(first, *others))


class Ranker:
    """Ranks the passages of one library. Safe for threads."""

    def __init__(self) -> None:
        self._forms = PassageForms()

    def rank(
        self,
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

        Raises:
            LibraryError: a document of the candidates is damaged, or a passage is missing that was not removed.
        """
        features = QuestionFeatures(question)
        searched = "\n".join((question, *also))
        everything = find_candidates(searched, vector, snapshot)
        all_matches = self._matches(features, everything, snapshot)
        scorer = _Scorer(features, everything, all_matches)
        unfiltered = passages = scorer.ranked(everything, all_matches)
        matches = all_matches
        if filters:
            allowed = find_candidates(searched, vector, snapshot, condition_from(filters))
            matches = self._matches(features, allowed, snapshot)
            passages = scorer.ranked(allowed, matches)
        if not passages:
            return Ranking(passages, unfiltered, vectors_only=snapshot.is_without_words, folded=self.folded)
        coverage = partial(_coverage, places(question), features, matches, all_matches)
        return Ranking(passages, unfiltered, coverage, snapshot.is_without_words, folded=self.folded)

    def folded(self, passage: StoredPassage) -> FoldedPassage:
        """Return a passage in its matching form, which is kept for ranked passages."""
        return self._forms.folded(passage)

    def _matches(self, features: QuestionFeatures, found: Candidates, snapshot: EngineSnapshot) -> PassageMatches:
        """Read the candidates from the store and compare them with the question.

        Candidates that the store no longer has are left out. Tables of contents are left out, because their lines look
        like answers and say nothing. Signatures are left out unless the question asks for them.

        Raises:
            LibraryError: a document of the candidates is damaged, or a passage is missing that was not removed.
        """
        stored = snapshot.view.sound_passages(found.ids)
        known = [stored[id_] for id_ in found.ids if id_ in stored]
        return match_passages(features, [each for each in known if _is_quotable(features, each)], self._forms)


def _is_quotable(question: QuestionFeatures, passage: StoredPassage) -> bool:
    if passage.kind is PassageKind.SIGNATURE:
        return not is_unasked_signature(question, passage.text)
    return passage.kind is not PassageKind.CONTENTS


def _coverage(
    named: frozenset[str],
    features: QuestionFeatures,
    matches: PassageMatches,
    found: PassageMatches,
    chosen: StoredPassage,
) -> QueryCoverage:
    """Return whether a passage's document names the question's places, and whether the passage has the answer type.

    Args:
        named: the places that the question names.
        features: the question's features.
        matches: the passages that the filters allow.
        found: the passages found without filters, so that filters do not change the result.
        chosen: the passage, one of ``matches``.
    """
    document = chosen.citation.document_id
    own = next(folded for passage, folded in matches.pairs() if passage.id == chosen.id)
    same = (folded.text for passage, folded in found.pairs() if passage.citation.document_id == document)
    has_answer_type = features.has_answer_type(own.text[own.context_end + 1 : own.end])
    return query_coverage(named, chain((own.text,), same), has_answer_type)


class _Scorer:
    """Scores passages on the scale of the passages found without filters."""

    def __init__(self, question: QuestionFeatures, found: Candidates, matches: PassageMatches) -> None:
        self._question = question
        self._found = found
        self._weights = IdfWeights(matches.bigrams)

    def ranked(self, candidates: Candidates, matches: PassageMatches) -> tuple[RankedPassage, ...]:
        """Return candidates as ranked passages, best first, each text once."""
        rows = np.searchsorted(candidates.ids, [passage.id for passage in matches.passages])
        dense = _standardised(candidates.cosines, self._found.cosines)[rows]
        bm25 = _standardised(candidates.bm25, self._found.bm25)[rows]
        support = np.array(matches.support(self._question, self._weights))
        scores = WEIGHTS.dense * dense + WEIGHTS.bm25 * bm25 + WEIGHTS.sentence * support
        order = _order(scores, matches.passages)
        passages = list(map(matches.passages.__getitem__, order))
        ids = [passage.id for passage in passages]
        in_order = (values[order].tolist() for values in (dense, bm25, support))
        features = made_of(Features, zip(*in_order, strict=True))
        cosines = candidates.cosines[rows[order]].tolist()
        lexical, nearest = map(candidates.lexical_ranks.get, ids), map(candidates.dense_ranks.get, ids)
        ranked = ranked_passages(passages, features, cosines, lexical, nearest)
        return collapse_duplicates(ranked, matches.bigrams[order], matches.fingerprints[order])


def _order(scores: NDArray[np.float64], passages: Sequence[StoredPassage]) -> list[int]:
    """Return the indexes of passages, best first; equal scores newest first, then in the order given."""
    order: list[int] = np.argsort(-scores, kind="stable").tolist()
    if len(set(scores.tolist())) < len(order):
        order.sort(key=lambda place: (-scores[place], -date_ordinal(passages[place])))
    return order


def _standardised(scores: NDArray[np.float64], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores minus the mean of ``scale``, divided by its standard deviation, in the shape of the scores."""
    spread = scale.std() if len(scale) else 0.0
    return (scores - scale.mean()) / spread if spread > 0 else np.zeros_like(scores)
