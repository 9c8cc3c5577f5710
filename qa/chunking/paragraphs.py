"""The paragraphs of a document's body."""

import re
from dataclasses import dataclass

from qa.types import Document, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the body that is not blank, without the white space around it."""

    span: Span
    text: str


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document's body in order."""
    text, body = document.text, document.body
    found = re.compile(r"\S(?:[^\n]*\S)?").finditer(text, body.start, body.end)
    return tuple(Paragraph(Span(m.start(), m.end()), m[0]) for m in found)
