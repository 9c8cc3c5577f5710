"""Find the columns of printed pages, so that each is read to its end before the next."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from qa.reading.formats.printed_lines import PrintedLine

_MOST_GUTTERS = 2
_LEAST_LINES = 4
"""minimum number of lines of a column of text; a cell of a table has fewer"""
_LEAST_WIDTH = 12
"""minimum width of a column of text, in characters; names and numbers are narrower"""
_FULL = 1.5
"""largest distance of a full line from the right edge of its column, in characters"""
_LEAST_FULL = 0.5
"""minimum share of a column's lines that fill it"""
_PUNCTUATION = re.compile("[，。；：、！？]")
_LEAST_PUNCTUATED = 0.3
"""minimum share of a column's lines with punctuation; a list of names or numbers has none"""
_NARROW = 0.6
"""minimum width of the text of a page, in units of the widest text on pages of the same size; all lines of a narrower
text count as short"""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read one after the other, with the right edge of their column or page in points."""

    lines: Sequence[PrintedLine]
    edge: float


def page_blocks(pages: Sequence[Sequence[PrintedLine]]) -> list[list[Block]]:
    """Return the blocks of each page in reading order.

    A page without columns is one block, and a page without lines has none.

    Args:
        pages: the lines of each page, in the order in which they are read.
    """
    edges: dict[int, float] = {}
    for lines in filter(None, pages):
        size = round(lines[0].page_width)
        edges[size] = max(edges.get(size, 0.0), _right(lines))
    parts_of_pages = [list(_parts(lines)) for lines in pages]
    widths = [_width(part) for parts in parts_of_pages if len(parts) > 1 for part in parts if _is_text(part)]
    # Use the narrowest column, because a title over the columns is wider and the last page may have a single column.
    column_width = min(widths, default=0.0)

    def block(part: Sequence[PrintedLine], parts: Sequence[Sequence[PrintedLine]]) -> Block:
        is_whole_page = len(parts) == 1
        own = None if is_whole_page else _edge_of_column(part, parts)
        if own is not None:
            return Block(part, own)
        if column_width and _width(part) < column_width + part[0].height:
            return Block(part, max(_right(part), _left(part) + column_width))
        # If all lines of a page are short, assume the text width of the widest page of the same size.
        edge = edges[round(part[0].page_width)]
        is_measure = is_whole_page and _width(part) >= _NARROW * (edge - _left(part))
        return Block(part, _right(part) if is_measure else edge)

    return [[block(part, parts) for part in parts] for parts in parts_of_pages]


def _edge_of_column(part: Sequence[PrintedLine], parts: Sequence[Sequence[PrintedLine]]) -> float | None:
    """Return the right edge of the column of text in which a part of a page stands; ``None`` if it stands in none."""
    size = part[0].height
    for column in sorted(filter(_is_text, parts), key=lambda column: column is not part):
        edge = _right(column)
        if abs(_left(column) - _left(part)) < size and _right(part) < edge + size:
            return edge
    return None


def _parts(lines: Sequence[PrintedLine]) -> Iterator[Sequence[PrintedLine]]:
    """Yield the columns of a page and the lines that run across them; the whole page if it has no columns."""
    gutters = list(_gutters(lines))
    parts = [(place, list(part)) for place, part in groupby(lines, lambda line: _column_range(line, gutters))]
    columns = [(first, part) for (first, last), part in parts if first == last < len(gutters)]
    text_columns = {first for first, part in columns if _is_text(part)}
    is_set_in_columns = 0 < len(gutters) <= _MOST_GUTTERS and len(text_columns) == len(gutters)
    if is_set_in_columns and all(_is_text(part) or len(part) < _LEAST_LINES for _, part in columns):
        yield from (part for _, part in parts)
    elif lines:
        yield lines


def _gutters(lines: Sequence[PrintedLine]) -> Iterator[float]:
    """Yield the positions of the gutters, from left to right: each just before the left edge of the next column.

    A column begins at a line that stands above and to the right of the line before it.
    """
    starts = [
        min(line.left for line in lines[place : place + _LEAST_LINES])
        for place, (before, line) in enumerate(pairwise(lines), start=1)
        if line.bottom > before.top and line.left > before.right
    ]
    last: float | None = None
    for left in sorted(starts):
        if last is None or left > last + lines[0].height:
            yield left - lines[0].height / 2
            last = left


def _column_range(line: PrintedLine, gutters: Sequence[float]) -> tuple[int, int]:
    """Return the number of the column in which a line begins and that of the column in which it ends, from 0."""
    return bisect_right(gutters, line.left), bisect_left(gutters, line.right)


def _is_text(lines: Sequence[PrintedLine]) -> bool:
    """Return whether lines are a column of text, not the cells of a table or a list of names."""
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
