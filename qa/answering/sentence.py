"""Which sentence of a passage answers."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.index import StoredPassage
from qa.search import Evidence, quotable
from qa.types import AnswerSentence, Span

SUPPORT_SHARE = 0.3
"""the weight of shared words and expected things beside the cosine when sentences are compared"""


def choose_sentence(
    question: Evidence, vector: NDArray[np.float32], passage: StoredPassage, encoder: Encoder
) -> AnswerSentence:
    """The best sentence of ``passage`` for a question whose unit vector is ``vector`` (shape (dimension,))."""
    spans = quotable(passage)
    texts = [passage.text[span.start : span.end] for span in spans]
    cosines = encoder.encode_passages(texts) @ vector
    support = np.array([question.support(text) for text in texts])
    best = int(np.argmax((1 - SUPPORT_SHARE) * cosines + SUPPORT_SHARE * support))
    return _cited(passage, spans[best])


def _cited(passage: StoredPassage, span: Span) -> AnswerSentence:
    """A stretch of a passage with a citation of its own."""
    before = passage.text[: span.start]
    lines_before = sum(1 for line in before.split("\n")[:-1] if line.strip())
    citation = passage.citation
    return AnswerSentence(
        passage.text[span.start : span.end],
        replace(
            citation,
            start=citation.start + span.start,
            end=citation.start + span.end,
            paragraph=citation.paragraph + lines_before if citation.paragraph else 0,
        ),
    )
