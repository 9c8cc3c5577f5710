"""Place the cells of a table in its columns when cells cover several rows or columns."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_COLUMNS = 100
"""maximum number of columns that a cell can cover; also the maximum number of columns of a table that is aligned by the
edges of its cells"""
LONGEST_REPEATED = 60
"""maximum number of characters of a cell over several rows that is repeated in each row; a longer one is prose"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with the number of rows and columns that it covers."""

    text: str
    rows: int = 1
    columns: int = 1


class Grid:
    """The columns of a table that is read row by row."""

    def __init__(self) -> None:
        self._covered: dict[int, tuple[int, str]] = {}
        """for each column that a cell above covers: the number of further rows that this cell covers, and its text"""

    def row(self, cells: Iterable[Cell]) -> list[str]:
        """Return the texts of a row, one for each column; a short cell over several rows is repeated in these rows.

        A cell over several columns has its text in the first of them.
        """
        texts: list[str] = []
        for cell in cells:
            self._add_covered(texts)
            for text in (cell.text, *[""] * (min(cell.columns, MOST_COLUMNS) - 1)):
                if cell.rows > 1:
                    self._covered[len(texts)] = (cell.rows - 1, text if len(text) <= LONGEST_REPEATED else "")
                texts.append(text)
        self._add_covered(texts)
        return texts

    def _add_covered(self, texts: list[str]) -> None:
        while len(texts) in self._covered:
            rows, text = self._covered.pop(len(texts))
            if rows > 1:
                self._covered[len(texts)] = (rows - 1, text)
            texts.append(text)


def row_text(cells: Iterable[str]) -> str:
    """Return a table row as one line: its cells without line ends, separated by tabs; empty if all cells are empty.

    An empty cell keeps its place, so that the cells after it stay in their columns; empty cells at the end are dropped.
    """
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")
