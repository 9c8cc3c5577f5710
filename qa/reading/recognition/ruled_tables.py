"""Find the ruled tables of a page by the lines in its picture: rows, columns and merged cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

_LEAST_RULE = 0.025
"""minimum length of a rule relative to the page's width; strokes of letters are shorter"""
_LEAST_WIDTH, _LEAST_HEIGHT = 0.15, 0.015
"""minimum width and height of a table relative to those of the page"""
_LEAST_CELLS = 2
_LEAST_SPAN = 0.12
"""minimum share of a table's width that a rule between rows spans"""
_LEAST_BAND = 0.9
"""minimum share of a row's height that a rule between columns spans"""
_LEAST_BORDER = 0.6
"""minimum share of a border between two cells that is ruled"""
_NEAR = 6
"""distance in pixels up to which two rules count as the same"""


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table: the positions of its rules in pixels, and for each place in the grid the number of its cell.

    ``columns`` has the rules beside the columns, from left to right. ``rows`` has the rules above and below the rows,
    from top to bottom.
    """

    columns: Sequence[int]
    rows: Sequence[int]
    cells: Sequence[Sequence[int]]
    """number of the cell at each place of the grid; the parts of a merged cell have the same number"""

    def place(self, across: float, down: float) -> tuple[int, int] | None:
        """Return the row and column of a point; ``None`` outside the table."""
        row = next((n for n, (top, bottom) in enumerate(pairwise(self.rows)) if top <= down < bottom), None)
        column = next((n for n, (left, right) in enumerate(pairwise(self.columns)) if left <= across < right), None)
        return None if row is None or column is None else (row, column)


def ruled_tables(picture: "NDArray[np.uint8]") -> list[RuledTable]:
    """Return the tables with rules on a page, from top to bottom.

    Args:
        picture: the page, which must be level; shape (height, width, 3).
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    ink = np.asarray(dark, dtype=np.uint8)
    length = max(20, round(_LEAST_RULE * picture.shape[1]))
    level = _rules(ink, (length, 1), (3, 3))
    upright = _rules(ink, (1, length), (3, 3))
    joined = cv2.dilate(level | upright, np.ones((5, 5), np.uint8))
    _, _, regions, _ = cv2.connectedComponentsWithStats(joined)
    height, width = grey.shape
    large = [box for box in regions[1:] if box[2] > _LEAST_WIDTH * width and box[3] > _LEAST_HEIGHT * height]
    tables = (_table(level, upright, box[:4].tolist()) for box in sorted(large, key=lambda box: box[1]))
    return [table for table in tables if table]


def _rules(ink: "Mask", kernel: tuple[int, int], join: tuple[int, int]) -> "Mask":
    """Return a mask of the straight lines in one direction, with small breaks and steps closed."""
    import cv2
    import numpy as np

    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(join, np.uint8))
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, shape)
    return np.asarray(cv2.dilate(opened, np.ones(join, np.uint8)), dtype=np.uint8)


def _table(level: "Mask", upright: "Mask", box: Sequence[int]) -> RuledTable | None:
    """Return the table in a box of left, top, width and height in pixels; ``None`` if it has fewer than two cells."""
    import numpy as np

    left, top, width, height = box
    area = slice(top, top + height), slice(left, left + width)
    rows = _positions((level[area] > 0).sum(axis=1), _LEAST_SPAN * width, top)
    # A rule between columns reaches from one rule between rows to the next; strokes of letters do not.
    bands = [upright[upper + _NEAR : lower - _NEAR, area[1]] > 0 for upper, lower in pairwise(rows)]
    shares = [band.mean(axis=0) for band in bands if len(band)]
    columns = _positions(np.max(shares, axis=0), _LEAST_BAND, left) if shares else []
    rows = [row for row in rows if row in (rows[0], rows[-1]) or _divides_cells(level, row, columns)]
    if len(rows) <= 1 or len(columns) <= 1 or (len(rows) - 1) * (len(columns) - 1) < _LEAST_CELLS:
        return None
    return RuledTable(columns, rows, _merged(level, upright, rows, columns))


def _divides_cells(level: "Mask", row: int, columns: Sequence[int]) -> bool:
    """Return whether a rule between rows divides any cells; the strokes of a line of large letters do not."""
    return any(_is_ruled(level[_strip(row), left:right].max(axis=0)) for left, right in pairwise(columns))


def _is_ruled(border: "Mask") -> bool:
    return bool((border > 0).mean() >= _LEAST_BORDER)


def _positions(counts: "NDArray[np.float64]", least: float, offset: int) -> list[int]:
    """Return the middle of each run of positions whose count is at least ``least``, plus ``offset``.

    Args:
        counts: the count of each position, shape (positions,).
        least: the least count.
        offset: is added to each result.
    """
    groups: list[list[int]] = []
    for position in (counts >= least).nonzero()[0].tolist():
        if groups and position - groups[-1][-1] <= _NEAR:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [offset + (group[0] + group[-1]) // 2 for group in groups]


def _merged(level: "Mask", upright: "Mask", rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Return the number of the cell at each place of the grid; places without a rule between them are one cell."""
    across, down = len(columns) - 1, len(rows) - 1
    cells = [[row * across + column for column in range(across)] for row in range(down)]

    def merge(old: int, new: int) -> None:
        for line in cells:
            line[:] = [new if number == old else number for number in line]

    for row, column, is_below in _borders(down, across):
        if is_below:
            border = level[_strip(rows[row + 1]), columns[column] : columns[column + 1]].max(axis=0)
            other = cells[row + 1][column]
        else:
            border = upright[rows[row] : rows[row + 1], _strip(columns[column + 1])].max(axis=1)
            other = cells[row][column + 1]
        if not _is_ruled(border):
            merge(other, cells[row][column])
    return cells


def _borders(rows: int, columns: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the borders between neighbouring places: row, column, and whether the neighbour is below."""
    for row in range(rows):
        for column in range(columns):
            if row + 1 < rows:
                yield row, column, True
            if column + 1 < columns:
                yield row, column, False


def _strip(position: int) -> slice:
    return slice(max(0, position - _NEAR), position + _NEAR + 1)
