"""Which sentence of a passage answers."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.index import StoredPassage, context_text, on_page
from qa.language import matching_form
from qa.search import Evidence, quotable
from qa.types import AnswerSentence, Span

SUPPORT_SHARE = 0.5
"""the weight of what question and sentence share beside the cosine when sentences are compared"""
NEIGHBOUR = 0.05
"""by how much a neighbouring sentence may be worse that belongs to the answer of a question that asks for several"""
_COSINES_APART = 0.15
"""how far the cosines of one passage's sentences lie apart: no farther in 97 of 100 passages of ``ncp_dev`` and
``cmrc2018_dev``; to leave out what lies farther changed none of 382 choices"""


def choose_sentence(
    question: Evidence, vector: NDArray[np.float32], passage: StoredPassage, encoder: Encoder
) -> AnswerSentence:
    """The sentence of ``passage`` that answers best, or the run of sentences where the question asks for several.

    What stands in the title and the headings need not stand in the sentence: a sentence that repeats the topic of the
    whole document is no better for it.

    Args:
        question: what it shares with a text.
        vector: its unit vector, shape (dimension,).
        passage: the first of the ranking.
        encoder: that made the vector.
    """
    sentences = _Sentences(question, vector, passage, encoder)
    best = first = last = sentences.best()
    if question.asks_for_several:
        while first > 0 and sentences.is_hardly_worse(first - 1, best):
            first -= 1
        while last + 1 < len(sentences.spans) and sentences.is_hardly_worse(last + 1, best):
            last += 1
    return _cited(passage, Span(sentences.spans[first].start, sentences.spans[last].end))


class _Sentences:
    """The sentences of a passage with what each is worth to a question.

    To encode a sentence takes far longer than to read it: none is whose support lies so far off that the cosines, which
    lie near each other, decide nothing.
    """

    def __init__(
        self, question: Evidence, vector: NDArray[np.float32], passage: StoredPassage, encoder: Encoder
    ) -> None:
        self.spans = quotable(passage)
        self._texts = [passage.text[span.start : span.end] for span in self.spans]
        context = question.shared(matching_form(context_text(passage.citation, passage.kind)))
        self._support = [question.support(matching_form(text), context) for text in self._texts]
        self._vector, self._encoder = vector, encoder

    def best(self) -> int:
        """The place of the highest score, of equals the first."""
        least = max(self._support) - _COSINES_APART * (1 - SUPPORT_SHARE) / SUPPORT_SHARE
        near = [place for place, support in enumerate(self._support) if support >= least]
        return near[0] if len(near) == 1 else max(near, key=self._score)

    def is_hardly_worse(self, place: int, best: int) -> bool:
        """Whether a sentence's score is hardly below that of the best."""
        behind = SUPPORT_SHARE * (self._support[best] - self._support[place])
        if behind > (1 - SUPPORT_SHARE) * _COSINES_APART + NEIGHBOUR:
            return False
        return self._score(place) >= self._score(best) - NEIGHBOUR

    def _score(self, place: int) -> float:
        """Cosine and support of a sentence, weighted."""
        cosine = float(self._encoder.encode_sentence(self._texts[place]) @ self._vector)
        return (1 - SUPPORT_SHARE) * cosine + SUPPORT_SHARE * self._support[place]


def _cited(passage: StoredPassage, span: Span) -> AnswerSentence:
    """A stretch of a passage with a citation of its own."""
    before = passage.text[: span.start]
    lines_before = sum(1 for line in before.split("\n")[:-1] if line.strip())
    citation = passage.citation
    return AnswerSentence(
        passage.text[span.start : span.end],
        on_page(
            replace(
                citation,
                start=citation.start + span.start,
                end=citation.start + span.end,
                paragraph=citation.paragraph + lines_before if citation.paragraph else 0,
            ),
            passage.pages,
        ),
    )
