"""Which sentence of a passage answers."""

from collections.abc import Sequence
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
    first = last = sentences.best()
    if question.asks_for_several:
        first, last = sentences.run(first)
    return _cited(passage, Span(sentences.spans[first].start, sentences.spans[last].end))


class _Sentences:
    """The sentences of a passage with what each is worth to a question.

    To encode a sentence takes far longer than to read it: none is whose support lies so far off that the cosines, which
    lie near each other, decide nothing. Those that are, are encoded together, which takes less than one by one.
    """

    def __init__(
        self, question: Evidence, vector: NDArray[np.float32], passage: StoredPassage, encoder: Encoder
    ) -> None:
        self.spans = quotable(passage)
        self._texts = [passage.text[span.start : span.end] for span in self.spans]
        context = question.shared(matching_form(context_text(passage.citation, passage.kind)))
        self._support = [question.support(matching_form(text), context) for text in self._texts]
        self._vector, self._encoder = vector, encoder
        self._known: dict[int, float] = {}

    def best(self) -> int:
        """The place of the highest score, of equals the first."""
        least = max(self._support) - _COSINES_APART * (1 - SUPPORT_SHARE) / SUPPORT_SHARE
        near = [place for place, support in enumerate(self._support) if support >= least]
        if len(near) == 1:
            return near[0]
        scores = self._scores(near)
        return max(near, key=scores.__getitem__)

    def run(self, best: int) -> tuple[int, int]:
        """The first and the last place of the sentences around the best whose scores are hardly below its."""
        reach = (1 - SUPPORT_SHARE) * _COSINES_APART + NEIGHBOUR
        may = [SUPPORT_SHARE * (self._support[best] - support) <= reach for support in self._support]
        first, last = _around(best, may)
        if first == last:
            return best, best
        scores = self._scores(range(first, last + 1))
        least = scores[best] - NEIGHBOUR
        return _around(best, [scores.get(place, least - 1) >= least for place in range(len(self.spans))])

    def _scores(self, places: Sequence[int]) -> dict[int, float]:
        """Cosine and support, weighted, of these sentences at least."""
        new = [place for place in places if place not in self._known]
        if new:
            cosines = self._encoder.encode_sentences([self._texts[place] for place in new]) @ self._vector
            for place, cosine in zip(new, cosines.tolist(), strict=True):
                self._known[place] = (1 - SUPPORT_SHARE) * cosine + SUPPORT_SHARE * self._support[place]
        return self._known


def _around(place: int, holds: Sequence[bool]) -> tuple[int, int]:
    """The first and the last place of the stretch around one in which it holds everywhere."""
    first = last = place
    while first > 0 and holds[first - 1]:
        first -= 1
    while last + 1 < len(holds) and holds[last + 1]:
        last += 1
    return first, last


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
