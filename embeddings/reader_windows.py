"""The tokens of a question with a passage, as the reader reads them.

Both are worded as for the embedding model, one after the other: ``<s> query: … </s></s> passage: … </s>``. A passage
that is longer than the reader reads at a time is cut into windows that overlap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

QUESTION_TOKENS = 44
"""longest question, with its prompt"""
PASSAGE_TOKENS = 128
"""longest window of a passage, with its prompt, title and headings"""
START, END, PAD = 0, 2, 1
"""ids of ``<s>``, ``</s>`` and ``<pad>`` in the bundled model's vocabulary"""
_CONTEXT_CHARACTERS = 64
_OVERLAP = 24
"""tokens that neighbouring windows share"""
_QUERY_PROMPT, _PASSAGE_PROMPT = "query: ", "passage: "


@dataclass(frozen=True, slots=True)
class Window:
    """A question with a part of a passage."""

    ids: Sequence[int]
    """the tokens"""
    question: slice
    """the places of the question's tokens"""
    passage: slice
    """the places of the passage's tokens, title and headings included"""
    text: slice
    """the places of the tokens of the passage's text"""
    first: int
    """the first token of the passage's text that the window holds"""


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The text of a passage as tokens."""

    ids: Sequence[int]
    offsets: NDArray[np.int64]
    """the first character of each token and the character after its last, shape (tokens, 2)"""


class ReaderTokenizer:
    """Cuts questions and passages into tokens and windows. Thread-safe: it changes no setting of the tokenizer.

    Args:
        tokenizer: the bundled model's tokenizer.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._prompt = self._ids(_PASSAGE_PROMPT)

    def question(self, question: str) -> Sequence[int]:
        """Return the tokens of a question; a long one loses its end."""
        return self._ids(f"{_QUERY_PROMPT}{question}")[:QUESTION_TOKENS]

    def context(self, title: str, headings: str) -> Sequence[int]:
        """Return the tokens of title and headings; a long title loses its end, long headings their beginning."""
        half = _CONTEXT_CHARACTERS // 2
        return self._ids("".join(f"{part}\n" for part in (title[:half], headings[-half:]) if part))

    def text(self, text: str) -> EncodedText:
        """Return the tokens of a passage's text."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return EncodedText(encoded.ids, np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2))

    def room(self, context: Sequence[int]) -> int:
        """Return how many tokens of a text fit beside its title and headings."""
        return PASSAGE_TOKENS - len(self._prompt) - len(context)

    def window(self, question: Sequence[int], context: Sequence[int], text: EncodedText, first: int) -> Window:
        """Return the window that begins at a token of the text."""
        inside = text.ids[first : first + self.room(context)]
        passage_at = len(question) + 3
        text_at = passage_at + len(self._prompt) + len(context)
        end = text_at + len(inside)
        ids = [START, *question, END, END, *self._prompt, *context, *inside, END]
        return Window(ids, slice(1, 1 + len(question)), slice(passage_at, end), slice(text_at, end), first)

    def windows(self, question: Sequence[int], context: Sequence[int], text: EncodedText) -> Iterator[Window]:
        """Yield the windows that cover a text, at least one."""
        room = self.room(context)
        last = max(0, len(text.ids) - room)
        for first in range(0, last + room - _OVERLAP, room - _OVERLAP):
            yield self.window(question, context, text, min(first, last))
            if first >= last:
                return

    def _ids(self, text: str) -> Sequence[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids


def padded(windows: Sequence[Window], length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the tokens of windows and their attention mask, both of shape (number of windows, length)."""
    ids = np.full((len(windows), length), PAD, dtype=np.int64)
    for row, window in zip(ids, windows, strict=True):
        row[: len(window.ids)] = window.ids
    lengths = np.array([len(window.ids) for window in windows])
    return ids, (np.arange(length) < lengths[:, np.newaxis]).astype(np.int64)


def part_masks(windows: Sequence[Window], length: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return 1 for the tokens of the questions, and for those of the passages, shape (number of windows, length)."""
    question, passage = np.zeros((2, len(windows), length), dtype=np.float32)
    for row, window in enumerate(windows):
        question[row, window.question] = 1
        passage[row, window.passage] = 1
    return question, passage
