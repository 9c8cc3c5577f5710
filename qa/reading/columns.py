"""The columns of printed pages, each of which is read to its end before the next."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from qa.reading.running_heads import PrintedLine

_MOST_GUTTERS = 2
_LEAST_LINES = 4
"""how many lines a column of text has: the cells of a table have fewer"""
_LEAST_WIDTH = 12
"""how many characters fit into its lines: names and numbers are shorter"""
_FULL = 1.5
"""a line that ends within so many characters of the edge fills its column"""
_LEAST_FULL = 0.5
"""the share of a column's lines that fill it"""
_PUNCTUATION = re.compile("[，。；：、！？]")
_LEAST_PUNCTUATED = 0.3
"""the share of a column's lines in which something is punctuated: in a list of names or numbers nothing is"""
_NARROW = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """Lines one below the other, and where the text that they are set in ends on the right."""

    lines: Sequence[PrintedLine]
    edge: float


def blocks(pages: Sequence[Sequence[PrintedLine]]) -> list[list[Block]]:
    """What each page has below and beside each other; one block where it has no columns, none where it has no lines.

    Args:
        pages: the lines of each, in the order of its content.
    """
    edge = max(map(_right, filter(None, pages)), default=0.0)
    parted = [list(_parted(lines)) for lines in pages]
    widths = [_width(part) for parts in parted if len(parts) > 1 for part in parts if _is_text(part)]
    # A title over the columns is wider, and the page at the end may have but one.
    column = min(widths, default=0.0)

    def block(part: Sequence[PrintedLine], is_whole_page: bool) -> Block:
        if column and _width(part) < column + part[0].height:
            return Block(part, max(_right(part), _left(part) + column))
        # Where all lines of a page are short, they are set in a text that is as wide as the widest.
        is_measure = is_whole_page and _width(part) >= _NARROW * (edge - _left(part))
        return Block(part, _right(part) if is_measure else edge)

    return [[block(part, len(parts) == 1) for part in parts] for parts in parted]


def _parted(lines: Sequence[PrintedLine]) -> Iterator[Sequence[PrintedLine]]:
    """The columns of a page, and what runs over them; the page as it is where it has none."""
    gutters = list(_gutters(lines))
    parts = [(place, list(part)) for place, part in groupby(lines, lambda line: _place(line, gutters))]
    inner = [(first, part) for (first, last), part in parts if first == last < len(gutters)]
    found = {first for first, part in inner if _is_text(part)}
    is_set_in_columns = 0 < len(gutters) <= _MOST_GUTTERS and len(found) == len(gutters)
    if is_set_in_columns and all(_is_text(part) or len(part) < _LEAST_LINES for _, part in inner):
        yield from (part for _, part in parts)
    elif lines:
        yield lines


def _gutters(lines: Sequence[PrintedLine]) -> Iterator[float]:
    """From left to right where columns begin: where the content goes on further up and to the right."""
    begin = [
        min(line.left for line in lines[place : place + _LEAST_LINES])
        for place, (before, line) in enumerate(pairwise(lines), start=1)
        if line.bottom > before.top and line.left > before.right
    ]
    last: float | None = None
    for left in sorted(begin):
        if last is None or left > last + lines[0].height:
            yield left - lines[0].height / 2
            last = left


def _place(line: PrintedLine, gutters: Sequence[float]) -> tuple[int, int]:
    """The numbers of the columns in which a line begins and ends."""
    return bisect_right(gutters, line.left), bisect_left(gutters, line.right)


def _is_text(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines are a column of text."""
    edge = _right(lines)
    full = sum(line.right > edge - _FULL * line.height for line in lines)
    punctuated = sum(_PUNCTUATION.search(line.text) is not None for line in lines)
    return (
        len(lines) >= _LEAST_LINES
        and _width(lines) >= _LEAST_WIDTH * lines[0].height
        and full >= _LEAST_FULL * len(lines)
        and punctuated >= _LEAST_PUNCTUATED * len(lines)
    )


def _width(lines: Sequence[PrintedLine]) -> float:
    return _right(lines) - _left(lines)


def _left(lines: Sequence[PrintedLine]) -> float:
    return min(line.left for line in lines)


def _right(lines: Sequence[PrintedLine]) -> float:
    return max(line.right for line in lines)
