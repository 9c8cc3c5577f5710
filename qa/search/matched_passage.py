"""A candidate passage compared with a question: which of the question's bigrams it holds, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.chunking.context import context_text
from qa.index import StoredPassage, StoreView
from qa.language import matching_form
from qa.question import QuestionFeatures
from qa.search.idf_weights import IdfWeights
from qa.search.quotable import quotable_spans
from qa.types import PassageKind

_NONE: frozenset[str] = frozenset()
_CACHED_PASSAGES = 10_000
"""about 25 MB; folding the candidates of a question takes as long as finding them"""


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """A sentence of a passage compared with a question."""

    bigrams: frozenset[str]
    """the question's bigrams in the sentence, or in the title and headings above it"""
    type_factor: float
    """1, or less if the sentence lacks the expected type of answer"""


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A passage compared with a question."""

    passage: StoredPassage
    folded: str
    """title, headings and text in their matching form"""
    bigrams: frozenset[str]
    """the question's bigrams in title, headings or text"""
    sentences: tuple[SentenceMatch, ...]

    def best_support(self, weights: IdfWeights) -> float:
        """Return the best support that one sentence gives, 0 to 1."""
        return max(match.type_factor * weights.coverage(match.bigrams) for match in self.sentences)


def match_passages(question: QuestionFeatures, ids: Sequence[int], view: StoreView) -> dict[int, MatchedPassage]:
    """Compare passages with a question, in the order of ``ids``.

    Passages that an engine names but the store no longer has are left out. Tables of contents are left out too, because
    their lines look like answers and say nothing.
    """
    stored = view.passages(ids)
    known = (id_ for id_ in ids if id_ in stored)
    return {id_: _match(question, stored[id_]) for id_ in known if stored[id_].kind is not PassageKind.CONTENTS}


def _match(question: QuestionFeatures, passage: StoredPassage) -> MatchedPassage:
    citation = passage.citation
    folded = _fold(citation.title, citation.heading_path, passage.kind, passage.text)
    bigrams = question.shared(folded.whole)
    above = question.shared(folded.context, bigrams)
    among = bigrams - above if folded.sentences_are_slices else None
    sentences = [
        SentenceMatch(above | question.shared(sentence, among) if among != _NONE else above, factor)
        for sentence in folded.sentences
        for factor in (question.type_factor(sentence),)
    ]
    return MatchedPassage(passage, folded.whole, bigrams, tuple(sentences))


@dataclass(frozen=True, slots=True)
class _FoldedPassage:
    """A passage in its matching form, which does not depend on the question."""

    context: str
    """title and headings"""
    whole: str
    """title, headings and text"""
    sentences: tuple[str, ...]
    """the quotable spans"""
    sentences_are_slices: bool
    """True if every sentence is a slice of ``whole``"""


@lru_cache(maxsize=_CACHED_PASSAGES)
def _fold(title: str, heading_path: tuple[str, ...], kind: PassageKind, text: str) -> _FoldedPassage:
    """Fold a passage. The arguments are those parts of it on which the result depends."""
    context, folded = matching_form(context_text(title, heading_path, kind)), matching_form(text)
    spans = quotable_spans(text, heading_path, kind)
    # The matching form replaces character by character, except for a few characters such as ㎡ and ㈠.
    is_aligned = len(folded) == len(text)
    sentences = (
        folded[span.start : span.end] if is_aligned else matching_form(text[span.start : span.end]) for span in spans
    )
    return _FoldedPassage(context, f"{context}\n{folded}", tuple(sentences), is_aligned)
