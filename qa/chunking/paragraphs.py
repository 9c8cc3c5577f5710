"""The paragraphs of a document's body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.types import Document, Span

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the body that is not blank, without the white space around it."""

    span: Span
    text: str


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document's body in order."""
    text = document.text
    return tuple(Paragraph(span, text[span.start : span.end]) for span in paragraph_spans(text, document.body))


def paragraph_spans(text: str, span: Span) -> Iterator[Span]:
    """Yield the spans of the paragraphs in a span of a text."""
    found = _PARAGRAPH.finditer(text, span.start, span.end)
    return (Span(paragraph.start(), paragraph.end()) for paragraph in found)
