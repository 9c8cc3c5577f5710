"""The text of a file together with the structure that its format marks: headings, tables, records and pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.reading.formats.invisible import without_invisible
from qa.types import Heading, Record, Span, Table

_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text of a file, with a line end between paragraphs, and the spans that the format marks in it."""

    text: str
    title: str = ""
    """the title that the format states; empty if it states none"""
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()
    """the rows, if the whole file is a table of records"""
    pages: tuple[int, ...] = ()
    """the position at which each page begins, if the format has pages"""
    recognised: tuple[float | None, ...] = ()
    """for each page the mean confidence, 0 to 1, with which its text was recognised; ``None`` for a page whose text is
    stored in the file, and for a page of a PDF or OFD file on which no text was recognised; empty if no page was
    recognised"""
    documents: tuple[int, ...] = ()
    """the position at which each document begins, if the format says that the file holds several"""
    encoding: str = ""
    """the encoding from which the text was decoded, or the name of a binary format"""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or a table row."""

    text: str
    level: int = 0
    """the level of a heading, from 1 for the highest; 0 for other lines"""
    table: int = 0
    """number of the table that the row belongs to, from 1; 0 outside tables"""
    is_link: bool = False


def join_lines(lines: Iterable[Line], title: str = "") -> ExtractedText:
    """Join lines into a text, without invisible characters and with the spans of its headings and tables.

    Lines with the same ``table`` are the rows of a table; a single row is not marked as a table.
    """
    headings: list[Heading] = []
    rows: dict[int, list[Span]] = {}
    texts: list[str] = []
    position = 0
    for line in lines:
        text = without_invisible(line.text)
        span = Span(position, position + len(text))
        if line.level:
            headings.append(Heading(span, line.level))
        if line.table:
            empty = len(text) - len(text.lstrip())
            rows.setdefault(line.table, []).append(Span(position + empty, span.end))
        texts.append(text)
        position = span.end + 1
    tables = tuple(Table(tuple(spans)) for spans in rows.values() if len(spans) >= _LEAST_ROWS)
    return ExtractedText("\n".join(texts), without_invisible(title), tuple(headings), tables)
