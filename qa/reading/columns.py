"""The columns of printed pages, each of which is read to its end before the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise

from qa.reading.running_heads import PrintedLine

_MOST = 3
_LEAST_LINES = 4
"""how many lines a column has: the cells of a table have fewer"""
_FULL = 1.5
"""a line that ends within so many characters of the edge fills its column"""
_LEAST_FULL = 0.5
"""the share of a column's lines that fill it: of a table's cells fewer do"""


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
    parted = [_parted(lines) for lines in pages]
    widths = [_right(part) - _left(part) for parts in parted if len(parts) > 1 for part in parts if _is_text(part)]
    # A title over the columns is wider, and the page at the end may have but one.
    column = min(widths, default=0.0)

    def block(part: Sequence[PrintedLine]) -> Block:
        fits = _right(part) - _left(part) < column + part[0].height
        return Block(part, max(_right(part), _left(part) + column) if fits else edge)

    return [[block(part) for part in parts] for parts in parted]


def _parted(lines: Sequence[PrintedLine]) -> list[Sequence[PrintedLine]]:
    """The columns of a page, and what runs over them; the page as it is where it has none."""
    columns = list(_columns(lines))
    if not 1 < len(columns) <= _MOST:
        return [lines] if lines else []
    parts: list[Sequence[PrintedLine]] = []
    for column, following in pairwise(columns):
        gutter = min(line.left for line in following)
        for crosses, part in groupby(column, partial(_crosses, gutter)):
            parts.append(list(part))
            if not (crosses or _is_text(parts[-1])):
                return [lines]
    return [*parts, columns[-1]]


def _columns(lines: Sequence[PrintedLine]) -> Iterator[Sequence[PrintedLine]]:
    """The lines up to each from which the content goes on further up and to the right."""
    begin = 0
    for place, (before, line) in enumerate(pairwise(lines), start=1):
        if line.bottom > before.top and line.left > before.right:
            yield lines[begin:place]
            begin = place
    yield lines[begin:]


def _crosses(gutter: float, line: PrintedLine) -> bool:
    return line.right > gutter


def _is_text(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines are a column of text."""
    edge = _right(lines)
    full = sum(line.right > edge - _FULL * line.height for line in lines)
    return len(lines) >= _LEAST_LINES and full >= _LEAST_FULL * len(lines)


def _left(lines: Sequence[PrintedLine]) -> float:
    return min(line.left for line in lines)


def _right(lines: Sequence[PrintedLine]) -> float:
    return max(line.right for line in lines)
