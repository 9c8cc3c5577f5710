"""Edit the text of a file and move the spans that its format marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import accumulate
from typing import Any

from qa.reading.formats.extracted_text import ExtractedText
from qa.types import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A slice of the text and its replacement."""

    start: int
    end: int
    text: str = ""


def apply_edits(extracted: ExtractedText, edits: Iterable[Edit]) -> ExtractedText:
    """Apply edits to a text, and move all spans and page breaks to their new positions.

    A position inside an edit moves to the beginning of the edit's text.

    Args:
        extracted: the text of a file.
        edits: edits that do not overlap, in order.
    """
    made = list(edits)
    if not made:
        return extracted
    pieces: list[str] = []
    position = 0
    for edit in made:
        pieces += (extracted.text[position : edit.start], edit.text)
        position = edit.end
    pieces.append(extracted.text[position:])
    places = _Places(made)
    moved = {field.name: places.moved(getattr(extracted, field.name)) for field in fields(extracted)}
    pages = tuple(places.new(offset) for offset in extracted.pages)
    documents = tuple(places.new(offset) for offset in extracted.documents)
    return replace(extracted, **moved | {"text": "".join(pieces), "pages": pages, "documents": documents})


class _Places:
    """The new positions in a text after some edits."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._growth = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

    def new(self, position: int) -> int:
        before = bisect_right(self._starts, position)
        if before and position < (edit := self._edits[before - 1]).end:
            return edit.start + self._growth[before - 1]
        return position + self._growth[before]

    def moved(self, value: Any) -> Any:
        """Return a value with all spans inside it moved; numbers and texts stay."""
        if isinstance(value, Span):
            return Span(self.new(value.start), max(self.new(value.start), self.new(value.end)))
        if isinstance(value, tuple):
            return tuple(self.moved(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self.moved(getattr(value, field.name)) for field in fields(value)})
        return value


def removals(extracted: ExtractedText, pattern: re.Pattern[str]) -> Iterable[Edit]:
    """Yield the removal of each match of a pattern."""
    return (Edit(found.start(), found.end()) for found in pattern.finditer(extracted.text))
