"""Put the texts of a page with columns in reading order, by their positions."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Protocol, TypeVar

_LEAST_LINES = 4
"""minimum number of lines with text on both sides of a gutter, and minimum number of lines of a column beside a
picture"""
_GUTTER = 0.8
"""minimum width of a gutter, in character sizes"""
_MOST_BESIDE_PICTURE = 100
"""maximum number of lines of a column beside a picture"""

Gap = tuple[float, float]


class Placed(Protocol):
    """The interface of a text with its position on a line; all lengths have the same unit."""

    @property
    def left(self) -> float:
        """The left edge of the text."""

    @property
    def right(self) -> float:
        """The right edge of the text."""

    @property
    def size(self) -> float:
        """The size of the characters."""


T = TypeVar("T", bound=Placed)


def in_columns(lines: Sequence[Sequence[T]]) -> Iterator[Sequence[T]]:
    """Yield the texts of a page line by line in reading order.

    Where consecutive lines share a gutter (an empty vertical strip) and at least ``_LEAST_LINES`` of them have text on
    both sides, all lines of the left column are yielded before those of the right column.

    Args:
        lines: the lines of a page from top to bottom, each with its texts from left to right.
    """
    first = 0
    while first < len(lines):
        last, gutter = _divided(lines, first)
        if gutter is None:
            yield lines[first]
            first += 1
            continue
        middle = sum(gutter) / 2
        for is_right in (False, True):
            side = [[text for text in line if (text.left > middle) == is_right] for line in lines[first:last]]
            yield from in_columns([line for line in side if line])
        first = last


def _divided(lines: Sequence[Sequence[T]], first: int) -> tuple[int, Gap | None]:
    """Find the consecutive lines from ``first`` on that share a gutter; return the index after them, and the gutter.

    If fewer than ``_LEAST_LINES`` of them have text on both sides, the index is ``first`` and the gutter is ``None``.
    """
    best: tuple[int, Gap | None] = (first, None)
    for gap in (*_gaps(lines[first]), *_gaps_below(lines, first)):
        gutter, last, divided = gap, first, 0
        while last < len(lines):
            narrowed = _narrowed(gutter, lines[last])
            if narrowed is None:
                break
            divided += lines[last][0].left < narrowed[0] and lines[last][-1].right > narrowed[1]
            gutter, last = narrowed, last + 1
        if divided >= _LEAST_LINES and last > best[0]:
            best = last, gutter
    return best


def _gaps(line: Sequence[T]) -> Iterator[Gap]:
    for before, text in pairwise(line):
        if text.left - before.right >= _GUTTER * text.size:
            yield before.right, text.left


def _gaps_below(lines: Sequence[Sequence[T]], first: int) -> Iterator[Gap]:
    """Yield possible gutters between a picture and the column of text to its right, which begins at line ``first``.

    A picture has no text, so each line beside it is a single text without gaps. The gutters are taken from the next
    line that has several texts: those of its gaps that lie to the left of the column.
    """
    alone = list(takewhile(lambda line: len(line) == 1, lines[first : first + _MOST_BESIDE_PICTURE]))
    for gap in _gaps(lines[first + len(alone)]) if first + len(alone) < len(lines) else ():
        if alone and alone[0][0].left >= gap[1] and sum(line[0].left >= gap[1] for line in alone) >= _LEAST_LINES:
            yield gap


def _narrowed(gutter: Gap, line: Sequence[T]) -> Gap | None:
    """Return the part of a gutter that a line leaves free; ``None`` if this part is too narrow."""
    left, right = gutter
    middle = (left + right) / 2
    for text in line:
        if text.left < middle:
            left = max(left, text.right)
        else:
            right = min(right, text.left)
    return (left, right) if right - left >= _GUTTER * line[0].size else None
