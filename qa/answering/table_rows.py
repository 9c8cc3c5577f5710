"""The rows of a whole table or of a file of records, each with its cells and the names of their columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.types import Span

_MARK = "\t"
"""separator of the cells of a row; the document reader turns tables drawn with lines into this form"""
_FIELD = re.compile(r"(?P<name>[^：\n]{1,40})：(?P<value>[^\n]+)")
_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LEAST_ALIKE = 0.5
"""a record belongs to the table if it has more than this share of the column names of the passage's own record"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty, with the name of its column."""

    column: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, or a record."""

    span: Span
    cells: tuple[Cell, ...]

    def cell(self, column: str) -> Cell | None:
        """Return the cell of a column; ``None`` if it is empty or the row has no such column."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True)
class WholeTable:
    """The rows of a table below its column names."""

    rows: tuple[Row, ...]
    header: str = ""
    """the row with the column names; empty for records, which name the column of each value"""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(dict.fromkeys(cell.column for row in self.rows for cell in row.cells))


def table_around(text: str, place: Span) -> WholeTable | None:
    """Return the table or the records that a passage of a text belongs to.

    Returns ``None`` for prose, for a table whose first row does not name the columns, and for a single record.

    Args:
        text: the document's text.
        place: the passage.
    """
    return _table(text, place) or _records(text, place)


def _table(text: str, place: Span) -> WholeTable | None:
    at = text.find(_MARK, place.start, place.end)
    if at < 0:
        return None
    first = last = _line(text, at)
    while first.start > 0 and _MARK in text[(above := _line(text, first.start - 1)).start : above.end]:
        first = above
    lines = [first]
    while last.end < len(text) and _MARK in text[(below := _line(text, last.end + 1)).start : below.end]:
        last = below
    while lines[-1].end < last.end:
        lines.append(_line(text, lines[-1].end + 1))
    names = [name.strip() for name in text[first.start : first.end].split(_MARK)]
    if len(lines) < 2 or any(map(str.isdecimal, "".join(names))) or not all(names):
        return None
    rows = (Row(line, tuple(_cells(text, line, names))) for line in lines[1:])
    return WholeTable(tuple(row for row in rows if row.cells), text[first.start : first.end])


def _cells(text: str, line: Span, names: Sequence[str]) -> Iterator[Cell]:
    start = line.start
    for name, cell in zip(names, text[line.start : line.end].split(_MARK), strict=False):
        if value := cell.strip():
            begin = start + cell.index(value)
            yield Cell(name, Span(begin, begin + len(value)), value)
        start += len(cell) + 1


def _line(text: str, position: int) -> Span:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return Span(start, len(text) if end < 0 else end)


def _records(text: str, place: Span) -> WholeTable | None:
    blocks = [_record(text, Span(*match.span())) for match in _BLOCK.finditer(text)]
    own = next((at for at, row in enumerate(blocks) if row.cells and row.span.end > place.start), None)
    if own is None or blocks[own].span.start >= place.end:
        return None
    names = {cell.column for cell in blocks[own].cells}
    alike = [row for row in blocks if sum(cell.column in names for cell in row.cells) > _LEAST_ALIKE * len(names)]
    return WholeTable(tuple(alike)) if len(alike) > 1 else None


def _record(text: str, block: Span) -> Row:
    """Return a block of lines as a record; without cells unless more than half of the lines are fields."""
    fields = [_FIELD.fullmatch(text, line.start, line.end) for line in _lines(text, block)]
    found = [field for field in fields if field]
    is_record = 2 * len(found) > len(fields)
    cells = (Cell(field["name"].strip(), Span(*field.span("value")), field["value"]) for field in found)
    return Row(block, tuple(cells) if is_record else ())


def _lines(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1
