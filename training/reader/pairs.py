"""Turn examples into windows with the places of their answers."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.reader_windows import ReaderTokenizer, Window

LENGTHS = (64, 96, 128, 152, 176)
"""Rows are padded to one of these lengths, because PyTorch keeps memory for every length that it meets."""
_LONGEST_ANSWER = 0.7
"""share of a passage; longer answers, such as whole articles, say nothing about where an answer begins"""
_LEAST_LEFT = 40
"""characters of a passage without its answer"""
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")


@dataclass(frozen=True, slots=True)
class Pair:
    """A window with the answers in it."""

    window: Window
    starts: tuple[int, ...]
    """places of the first tokens of the answers"""
    ends: tuple[int, ...]
    """places of their last tokens"""
    cosine: float
    """of the vectors of question and passage"""


def pair(tokens: ReaderTokenizer, question: Sequence[int], passage: dict[str, Any], random_: random.Random) -> Pair:
    """Return a question with one window of a passage, around an answer if there is one.

    Args:
        tokens: the tokenizer.
        question: the tokens of the question.
        passage: an example's passage: ``context``, ``text`` and perhaps ``spans``.
        random_: where windows of long passages are drawn from.
    """
    title, _, headings = passage["context"].partition("\n")
    context = tokens.context(title, headings)
    text = tokens.text(passage["text"])
    longest = _LONGEST_ANSWER * len(passage["text"])
    marked = [span for span in passage.get("spans", ()) if span[1] - span[0] <= longest]
    spans = [found for span in marked if (found := _tokens(text.offsets, *span))]
    first = _first(len(text.ids), tokens.room(context), spans, random_)
    window = tokens.window(question, context, text, first)
    shift = window.text.start - first
    inside = [(s + shift, e + shift) for s, e in spans if s >= first and e + shift < window.text.stop]
    return Pair(window, tuple(s for s, _ in inside), tuple(e for _, e in inside), passage["cosine"])


def without_answers(passage: dict[str, Any]) -> dict[str, Any] | None:
    """Return a passage without the sentences that hold an answer; ``None`` if little is left."""
    text, spans = passage["text"], passage.get("spans", ())
    kept = [
        match.group()
        for match in _SENTENCE.finditer(text)
        if not any(match.start() < e and s < match.end() for s, e in spans)
    ]
    left = "".join(kept)
    return passage | {"text": left, "spans": []} if spans and len(left) >= _LEAST_LEFT else None


def padded_length(windows: Sequence[Window]) -> int:
    """Return the length that windows are padded to."""
    longest = max(len(window.ids) for window in windows)
    return next(length for length in LENGTHS if length >= longest)


def _first(length: int, room: int, spans: Sequence[tuple[int, int]], random_: random.Random) -> int:
    last = length - room
    if last <= 0:
        return 0
    if not spans:
        return random_.choice((0, random_.randint(0, last)))
    start, end = random_.choice(spans)
    latest = min(last, start)
    return random_.randint(max(0, min(latest, end - room + 1)), latest)


def _tokens(offsets: NDArray[np.int64], start: int, end: int) -> tuple[int, int] | None:
    """Return the first and the last token of a span of characters."""
    inside = np.flatnonzero((offsets[:, 0] < end) & (offsets[:, 1] > start))
    return (int(inside[0]), int(inside[-1])) if len(inside) else None
