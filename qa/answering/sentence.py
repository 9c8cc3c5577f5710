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
    spans = quotable(passage)
    texts = [passage.text[span.start : span.end] for span in spans]
    context = question.shared(matching_form(context_text(passage.citation, passage.kind)))
    support = np.array([question.support(matching_form(text), context) for text in texts])
    scores = (1 - SUPPORT_SHARE) * (encoder.encode_sentences(texts) @ vector) + SUPPORT_SHARE * support
    first = last = int(np.argmax(scores))
    if question.asks_for_several:
        enough = scores[first] - NEIGHBOUR
        while first > 0 and scores[first - 1] >= enough:
            first -= 1
        while last + 1 < len(scores) and scores[last + 1] >= enough:
            last += 1
    return _cited(passage, Span(spans[first].start, spans[last].end))


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
