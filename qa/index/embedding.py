"""What the model reads of a passage, and under which key its vector is kept."""

import hashlib
from functools import cached_property

from embeddings import Encoder
from qa.index.context import CONTEXT_CHARACTERS, embedded_text, headings_text
from qa.settings import Settings
from qa.types import PassageKind

_SPARE_TOKENS = 16
"""for the model's prompt and its marks of beginning and end"""


class PassageTexts:
    """Passages as one model embeds them.

    A character is at most one token of a unigram model, so that all lengths can be counted in characters.

    Args:
        encoder: the model.
        settings: say how long a passage may be.
    """

    def __init__(self, encoder: Encoder, settings: Settings) -> None:
        self._encoder = encoder
        self._settings = settings

    @cached_property
    def longest_passage(self) -> int:
        """How many characters of a passage the model reads beside its context. Loads the model."""
        room = self._encoder.max_tokens - self._longest_context - _SPARE_TOKENS
        return max(1, min(self._settings.passage_characters, room))

    def text(self, title: str, heading_path: tuple[str, ...], kind: PassageKind, text: str) -> str:
        """A passage as it is embedded, with title and headings."""
        return embedded_text(title, headings_text(heading_path, kind), text, self._longest_context)

    def key(self, text: str) -> str:
        """The key of the vector of an embedded text: the same for the same text and model."""
        return hashlib.sha256(f"{self._encoder.identity}\0{text}".encode()).hexdigest()

    @cached_property
    def _longest_context(self) -> int:
        return min(CONTEXT_CHARACTERS, self._encoder.max_tokens // 4)
