"""Compose the text that the model reads for a passage, and the key of its vector."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from embeddings import Encoder
from qa.chunking import passage_parts, passages
from qa.chunking.context import CONTEXT_CHARACTERS, headings_text, text_with_context
from qa.settings import Settings
from qa.types import Document, DocumentContents, Passage, PassageKind

_SPARE_TOKENS = 16
"""number of tokens reserved for the model's prompt and its start and end tokens"""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage with the text that the model reads for it and the key of that text's vector."""

    passage: Passage
    text: str
    vector_key: str


class PassageTexts:
    """Compose the texts that one model embeds for passages.

    Args:
        encoder: the model.
        settings: the library's settings, which limit the length of a passage.
    """

    def __init__(self, encoder: Encoder, settings: Settings) -> None:
        self._encoder = encoder
        self._settings = settings

    def cut(self, document: Document) -> tuple[PassageText, ...]:
        """Cut a document into passages that the model reads without truncation.

        Chinese prose usually has fewer tokens than characters. If a passage has more tokens than the model reads, the
        document is cut again, into passages that have fewer characters than the model reads tokens: in a unigram model,
        a character is at most one token.
        """
        cut = self._cut(document, self._settings.passage_characters)
        return self._cut(document, self._safe_limit) if self._is_truncated(cut) else cut

    def of_stored(self, contents: DocumentContents) -> tuple[PassageText, ...]:
        """Return the passages of a stored document, cut further if the model would truncate them.

        A passage that has more tokens than the model reads is cut further, as by :func:`qa.chunking.passage_parts`: the
        store does not hold the outline by which a document is cut as a whole. Shorter passages stay as they are.
        """
        title, text = contents.summary.metadata.title, contents.text
        whole = tuple(self.compose(passage, title, text) for passage in contents.passages)
        if not self._is_truncated(whole):
            return whole
        fitting: list[PassageText] = []
        for each in whole:
            is_long = self._is_truncated([each])
            parts = passage_parts(each.passage, text, self._safe_limit) if is_long else [each.passage]
            fitting += [self.compose(part, title, text) for part in parts]
        return tuple(fitting)

    def compose(self, passage: Passage, title: str, document_text: str) -> PassageText:
        """Return a passage with its embedded text.

        Args:
            passage: a passage of the document.
            title: the document's title.
            document_text: the document's text.
        """
        body = document_text[passage.span.start : passage.span.end]
        text = self.embedded_text(title, passage.heading_path, passage.kind, body)
        return PassageText(passage, text, self.vector_key(text))

    def embedded_text(self, title: str, heading_path: tuple[str, ...], kind: PassageKind, text: str) -> str:
        """Return the text that the model reads for a passage: the document's title, the headings, the passage's text.

        A title or heading that the passage's text contains is left out. The others are shortened as in
        :func:`qa.chunking.context.text_with_context`.
        """
        headings = headings_text(tuple(heading for heading in heading_path if heading not in text), kind)
        return text_with_context("" if title in text else title, headings, text, self._context_characters)

    def vector_key(self, text: str) -> str:
        """Return the key of an embedded text's vector: equal for equal texts and models."""
        return hashlib.sha256(f"{self._encoder.identity}\0{text}".encode()).hexdigest()

    def _is_truncated(self, passages: Sequence[PassageText]) -> bool:
        return self._encoder.longest([passage.text for passage in passages]) > self._encoder.max_tokens

    @property
    def _safe_limit(self) -> int:
        limit = self._encoder.max_tokens - self._context_characters - _SPARE_TOKENS
        return max(1, min(self._settings.passage_characters, limit))

    def _cut(self, document: Document, limit: int) -> tuple[PassageText, ...]:
        title = document.metadata.title
        return tuple(self.compose(passage, title, document.text) for passage in passages(document, limit))

    @cached_property
    def _context_characters(self) -> int:
        return min(CONTEXT_CHARACTERS, self._encoder.max_tokens // 4)
