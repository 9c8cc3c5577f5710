"""What the model reads of a passage, and under which key its vector is kept."""

import hashlib
from functools import cached_property

from embeddings import Encoder
from qa.chunking import passages
from qa.chunking.context import CONTEXT_CHARACTERS, embedded_text, headings_text
from qa.settings import Settings
from qa.types import Document, Passage, PassageKind

_SPARE_TOKENS = 16
"""for the model's prompt and its marks of beginning and end"""


class PassageTexts:
    """Passages as one model embeds them.

    Args:
        encoder: the model.
        settings: say how long a passage may be.
    """

    def __init__(self, encoder: Encoder, settings: Settings) -> None:
        self._encoder = encoder
        self._settings = settings

    def cut(self, document: Document) -> list[tuple[Passage, str]]:
        """The passages of a document, each with its text to embed; the model reads every one to its end.

        Chinese prose has fewer tokens than characters. Where a text has not, the document is cut shorter: a character
        is at most one token of a unigram model.
        """
        limit = self._settings.passage_characters
        cut = self._cut(document, limit)
        if self._encoder.longest([text for _, text in cut]) > self._encoder.max_tokens:
            surely = self._encoder.max_tokens - self._longest_context - _SPARE_TOKENS
            cut = self._cut(document, max(1, min(limit, surely)))
        return cut

    def text(self, title: str, heading_path: tuple[str, ...], kind: PassageKind, text: str) -> str:
        """A passage as it is embedded: with the title and those headings that do not stand in its own text."""
        above = tuple(heading for heading in heading_path if heading not in text)
        return embedded_text("" if title in text else title, headings_text(above, kind), text, self._longest_context)

    def key(self, text: str) -> str:
        """The key of the vector of an embedded text: the same for the same text and model."""
        return hashlib.sha256(f"{self._encoder.identity}\0{text}".encode()).hexdigest()

    def _cut(self, document: Document, limit: int) -> list[tuple[Passage, str]]:
        title, text = document.metadata.title, document.text
        return [
            (passage, self.text(title, passage.heading_path, passage.kind, text[passage.span.start : passage.span.end]))
            for passage in passages(document, limit)
        ]

    @cached_property
    def _longest_context(self) -> int:
        return min(CONTEXT_CHARACTERS, self._encoder.max_tokens // 4)
