"""Place the cells of a table in its columns when the file states only the left edge of each cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.reading.formats.table_grid import LONGEST_REPEATED, MOST_COLUMNS

_SAME_EDGE = 60
"""maximum distance of two edges in the same place, in twips (1/20 point); about a millimetre"""


@dataclass(frozen=True, slots=True)
class EdgedCell:
    """A cell of a row."""

    text: str
    left: int | None = None
    """left edge in twips; ``None`` if the file does not state it"""
    continues: bool = False
    """whether it is merged with the cell above"""


def aligned_rows(rows: Sequence[Sequence[EdgedCell]]) -> Iterator[list[str]]:
    """Yield the texts of each row, one for each column up to its last cell.

    An empty cell that is merged with the cell above repeats the text of the cell above if that text is short. A row
    without edges, and every row of a table with too many edges, has its cells one after the other.
    """
    columns = _columns({cell.left for row in rows for cell in row if cell.left is not None})
    above: dict[int, str] = {}
    for row in rows:
        texts: list[str] = []
        for number, cell in enumerate(row):
            column = columns.get(cell.left, number) if cell.left is not None else number
            texts += [""] * (column - len(texts))
            text = above.get(column, "") if cell.continues and not cell.text else cell.text
            above[column] = text if len(text) <= LONGEST_REPEATED else ""
            texts.append(text)
        yield texts


def _columns(edges: set[int]) -> dict[int, int]:
    """Map each edge to the number, from 0, of its column; empty for more than ``MOST_COLUMNS`` columns."""
    ordered = sorted(edges)
    columns = dict.fromkeys(ordered[:1], 0)
    for before, edge in pairwise(ordered):
        columns[edge] = columns[before] + (edge - before > _SAME_EDGE)
    return columns if len(set(columns.values())) <= MOST_COLUMNS else {}
