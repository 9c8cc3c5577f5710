"""What a format's reader makes of a file: its text, and what the format itself says of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.types import Heading, Record, Span, Table

_LEAST_ROWS = 2


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
            rows.setdefault(line.table, []).append(span)
        texts.append(line.text)
        position = span.end + 1
    tables = tuple(Table(tuple(spans)) for spans in rows.values() if len(spans) >= _LEAST_ROWS)
    return ReadText("\n".join(texts), title, tuple(headings), tables)


def row_text(cells: Iterable[str]) -> str:
    """The row of a table as one line: its cells without line ends, separated by tabs, without the empty ones."""
    cleaned = (" ".join(cell.split()) for cell in cells)
    return "\t".join(cell for cell in cleaned if cell)
