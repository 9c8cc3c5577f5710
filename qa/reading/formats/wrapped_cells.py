"""Join the two lines of a table cell whose neighbours have one line each, centred beside the two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_COLUMN_GAP = 1.5
"""minimum gap between two cells of a row, in character sizes"""
_SAME_EDGE = 0.5
"""maximum distance of two left edges in one column, in character sizes"""
_MOST_PITCH = 1.8
"""maximum distance of two lines of a cell, in character sizes"""
_OFF_CENTRE = 0.35
"""maximum distance of the neighbours' baseline from the middle between the two lines, in character sizes"""


@dataclass(frozen=True, slots=True)
class Run:
    """A text on a baseline; positions are in millimetres from the upper left corner of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


Cell = list[Run]


def with_wrapped_cells(rows: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Return lines in which both lines of a wrapped cell stand on the line of the cells beside them.

    A cell of three lines or more is left as it is, because its lines may be paragraphs. Two columns of text whose lines
    stand at different heights look similar; they are left as they are, because each has further lines.

    Args:
        rows: the lines of a page from top to bottom, each with its texts from left to right.
    """
    cells = [_cells(row) for row in rows]
    for middle in range(1, len(cells) - 1):
        beside = cells[middle]
        if not beside or any(_has_neighbour(cells, middle, cell, 1) for cell in beside):
            continue
        for upper in list(cells[middle - 1]):
            lower = next((cell for cell in cells[middle + 1] if _are_one(upper, cell, beside)), None)
            if lower and not any(_has_neighbour(cells, middle + step, upper, 2) for step in (-1, 1)):
                cells[middle - 1].remove(upper)
                cells[middle + 1].remove(lower)
                beside.append(_joined(upper, lower, beside[0][0].baseline))
    return [sorted((run for cell in row for run in cell), key=lambda run: run.left) for row in cells if row]


def _cells(row: Sequence[Run]) -> list[Cell]:
    cells: list[Cell] = [[row[0]]]
    for before, run in pairwise(row):
        if run.left - before.right > _COLUMN_GAP * run.size:
            cells.append([])
        cells[-1].append(run)
    return cells


def _are_one(upper: Cell, lower: Cell, beside: Sequence[Cell]) -> bool:
    """Return whether two texts are the lines of one cell, and the cells beside them are centred on the two."""
    first, second, size = upper[0], lower[0], upper[0].size
    pitch = second.baseline - first.baseline
    centre = (first.baseline + second.baseline) / 2
    right = max(upper[-1].right, lower[-1].right)
    return (
        _is_same_column(first, second)
        and 0 < pitch <= _MOST_PITCH * size
        and abs(beside[0][0].baseline - centre) <= _OFF_CENTRE * size
        and all(cell[-1].right <= first.left or cell[0].left >= right for cell in beside)
    )


def _has_neighbour(cells: Sequence[Sequence[Cell]], row: int, cell: Cell, others: int) -> bool:
    """Return whether a cell has more than ``others`` lines of text near it in its column.

    Args:
        cells: the cells of all lines.
        row: the index of the line from which the distance is measured.
        cell: the cell.
        others: the number of lines that may be there, because they are those of the cell itself.
    """
    near = [
        other[0]
        for line in cells[max(0, row - 2) : row + 3]
        for other in line
        if _is_same_column(cell[0], other[0])
        and abs(other[0].baseline - cells[row][0][0].baseline) <= _MOST_PITCH * cell[0].size
    ]
    return len(near) > others


def _is_same_column(one: Run, other: Run) -> bool:
    return abs(one.left - other.left) <= _SAME_EDGE * one.size


def _joined(upper: Cell, lower: Cell, baseline: float) -> Cell:
    """Return the texts of both lines on one line; the second begins where the first ends.

    A blank separates the two lines if ASCII characters meet.
    """
    end = upper[-1].right
    is_apart = upper[-1].text[-1].isascii() and lower[0].text[0].isascii()
    parts = [replace(run, left=end, right=end) for run in lower]
    if is_apart:
        parts[0] = replace(parts[0], text=f" {parts[0].text}")
    return [replace(run, baseline=baseline) for run in (*upper, *parts)]
