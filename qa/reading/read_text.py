"""What a format's reader makes of a file: its text, and what the format itself says of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.types import Heading, Record, Span, Table

_LEAST_ROWS = 2
MOST_COLUMNS = 100
"""that one cell may cover"""
LONGEST_REPEATED = 60
"""a cell over several rows that is longer is not repeated: it is a text and not what the rows have in common"""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a file, paragraphs separated by line ends, with the places that its format marks."""

    text: str
    title: str = ""
    """what the format gives as title; empty if it does not"""
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()
    """the rows, where the file is nothing but a table of records"""
    pages: tuple[int, ...] = ()
    """where each page begins, if the format has pages"""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or the row of a table."""

    text: str
    level: int = 0
    """of a heading, 1 being the highest; 0 for what is none"""
    table: int = 0
    """the number of the table that it is a row of, from 1; 0 outside of tables"""
    is_link: bool = False


def from_lines(lines: Iterable[Line], title: str = "") -> ReadText:
    """Lines to text."""
    headings: list[Heading] = []
    rows: dict[int, list[Span]] = {}
    texts: list[str] = []
    position = 0
    for line in lines:
        span = Span(position, position + len(line.text))
        if line.level:
            headings.append(Heading(span, line.level))
        if line.table:
            empty = len(line.text) - len(line.text.lstrip())
            rows.setdefault(line.table, []).append(Span(position + empty, span.end))
        texts.append(line.text)
        position = span.end + 1
    tables = tuple(Table(tuple(spans)) for spans in rows.values() if len(spans) >= _LEAST_ROWS)
    return ReadText("\n".join(texts), title, tuple(headings), tables)


def row_text(cells: Iterable[str]) -> str:
    """The row of a table as one line: its cells without line ends, separated by tabs; empty if all of them are.

    An empty cell keeps its place, so that what stands behind it stays in its column.
    """
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


class Grid:
    """The columns of a table that is read row by row."""

    def __init__(self) -> None:
        self._due: dict[int, tuple[int, str]] = {}
        """column → in how many more rows it is covered, and with what"""

    def row(self, cells: Iterable[Cell]) -> list[str]:
        """The texts of a row, one for each column; a cell over several rows says the same in each of them."""
        texts: list[str] = []
        for cell in cells:
            self._fill(texts)
            for text in (cell.text, *[""] * (min(cell.columns, MOST_COLUMNS) - 1)):
                if cell.rows > 1:
                    self._due[len(texts)] = (cell.rows - 1, text if len(text) <= LONGEST_REPEATED else "")
                texts.append(text)
        self._fill(texts)
        return texts

    def _fill(self, texts: list[str]) -> None:
        while len(texts) in self._due:
            rows, text = self._due.pop(len(texts))
            if rows > 1:
                self._due[len(texts)] = (rows - 1, text)
            texts.append(text)
