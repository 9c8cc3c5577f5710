"""Which sentence of a passage answers."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.index import StoredPassage
from qa.language import letters, sentences
from qa.reading import header_fields
from qa.search import Evidence
from qa.types import AnswerSentence, PassageKind, Span

SUPPORT_SHARE = 0.3
"""the weight of shared words and expected things beside the cosine when sentences are compared"""


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """The sentence of a passage that is likeliest to answer, and what speaks for it."""

    sentence: AnswerSentence
    cosine: float
    support: float


def choose_sentence(
    question: Evidence, vector: NDArray[np.float32], passage: StoredPassage, encoder: Encoder
) -> ChosenSentence:
    """The best sentence of ``passage`` for a question whose unit vector is ``vector`` (shape (dimension,))."""
    spans = _candidates(passage)
    texts = [passage.text[span.start : span.end] for span in spans]
    cosines = encoder.encode_passages(texts) @ vector
    support = np.array([question.support(text) for text in texts])
    best = int(np.argmax((1 - SUPPORT_SHARE) * cosines + SUPPORT_SHARE * support))
    return ChosenSentence(_cited(passage, spans[best]), float(cosines[best]), float(support[best]))


def _candidates(passage: StoredPassage) -> tuple[Span, ...]:
    """The sentences of a passage that say something: of a header the fields that are filled, else no headings."""
    whole = Span(0, len(passage.text))
    if passage.kind is PassageKind.HEADER:
        return header_fields(passage.text, whole) or (whole,)
    headings = {letters(heading) for heading in passage.citation.heading_path}
    spans = sentences(passage.text)
    saying = tuple(span for span in spans if letters(passage.text[span.start : span.end]) not in headings)
    return saying or spans or (whole,)


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
