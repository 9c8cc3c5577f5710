"""OpenDocument texts: odt, and fodt in one XML file (ODF 1.3)."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.list_numbers import ListCounters, without_bullet
from qa.reading.formats.open_document_styles import NAMESPACES, OFFICE, TABLE, TEXT, Styles
from qa.reading.formats.raised_text import superscript
from qa.reading.formats.table_grid import Cell, Grid, row_text
from qa.reading.formats.xml_parts import Package, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAW = f"{{{NAMESPACES.format('drawing')}}}"
_NOT_TEXT = {
    *(f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls", f"{TEXT}ruby-text"),
    *(f"{OFFICE}forms", f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{TEXT}note-citation"),
}
_BLANKS = {f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
_MOST_REPEATED = 100
_MOST_BLANKS = 1000


def open_document_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file: paragraphs with their numbers, each followed by its text boxes, and tables in place.

    A footnote follows its paragraph or table, and the endnotes follow the text.

    Tracked deletions, hidden or struck text, and comments are left out.

    Raises:
        ReadingError: the file is damaged; ``source`` names it in the message.
    """
    try:
        roots = _roots(content)
        body = roots[-1].find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise ValueError("no text")
        reader = _Reader(Styles(roots))
        lines = [*reader.lines(body), *reader.endnotes]
    except Exception as error:
        # A damaged file can make zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("ODT 文件打不开：{source}（文件损坏或不是 odt）。请打开后另存为 docx", source=source)
        ) from error
    return replace(join_lines(lines, reader.title), encoding="odt")


def _roots(content: bytes) -> "list[_Element]":
    """Return the root elements of the part with styles and of the part with the content.

    A flat file has one root element for both. A part that the package lacks is left out.
    """
    if not content.startswith(b"PK"):
        return [parse_xml(content)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [Package(archive).xml(name) for name in ("styles.xml", "content.xml")]
    return [part for part in parts if part is not None]


@dataclass(slots=True)
class _Reader:
    styles: Styles
    title: str = ""
    endnotes: list[Line] = field(default_factory=list)
    _footnotes: list[Line] = field(default_factory=list)
    """footnotes of the paragraph or table that is being read"""
    _open_tables: int = 0
    _tables: int = 0
    _counters: dict[str, ListCounters] = field(default_factory=dict)
    """the counters of each list, by the id of the list and by the name of its style"""
    _outline: ListCounters = field(default_factory=ListCounters)

    def lines(self, parent: "_Element") -> Iterator[Line]:
        """Yield the paragraphs and table rows below an element with their footnotes, in reading order."""
        for child in parent:
            if child.tag == f"{TEXT}p":
                yield from self._paragraph(child)
            elif child.tag == f"{TEXT}h":
                yield from self._heading(child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, "", 0, child.get("{http://www.w3.org/XML/1998/namespace}id", ""))
            elif child.tag == f"{TABLE}table":
                yield from self._table(child)
            elif child.tag not in _NOT_TEXT and isinstance(child.tag, str):
                yield from self.lines(child)

    def _heading(self, heading: "_Element") -> Iterator[Line]:
        given = heading.get(f"{TEXT}outline-level", "1")
        level = int(given) if given.isdecimal() else 1
        is_numbered = heading.get(f"{TEXT}is-list-header") != "true"
        number = self._outline.next(self.styles.outline, level - 1) if is_numbered else ""
        yield from self._paragraph(heading, number, level)

    def _paragraph(self, paragraph: "_Element", number: str = "", level: int = 0) -> Iterator[Line]:
        boxes: list[_Element] = []
        text = "" if self.styles.is_hidden(paragraph) else "".join(self._texts(paragraph, boxes))
        lines = [cleaned for part in text.split("\n") if (cleaned := " ".join(part.split()))]
        if lines:
            lines[0] = f"{number}{lines[0]}"
            if not self.title and self.styles.is_title(paragraph):
                self.title = lines[0]
        for line in lines:
            yield Line(line, level)
        yield from self._read_footnotes()
        for box in boxes:
            yield from self.lines(box)

    def _read_footnotes(self) -> Iterator[Line]:
        """Yield the footnotes that have been kept; yield none inside a table or a note, because they follow its end."""
        if not self._open_tables:
            notes, self._footnotes = self._footnotes, []
            yield from notes

    def _note(self, note: "_Element") -> str:
        """Return the mark of a note, and keep its lines."""
        citation = (note.findtext(f"{TEXT}note-citation") or "").strip()
        mark = superscript(citation) if citation.isdecimal() or not citation.isascii() else f"[{citation}]"
        is_endnote = note.get(f"{TEXT}note-class") == "endnote"
        # The paragraphs of a note come after the paragraph or the table, wherever the note stands.
        outer, self._footnotes, self._open_tables = self._footnotes, [], self._open_tables + 1
        lines = [line for body in note.iterfind(f"{TEXT}note-body") for line in self.lines(body)]
        lines += self._footnotes
        self._footnotes, self._open_tables = outer, self._open_tables - 1
        marked = [
            replace(line, text=f"{mark} {line.text}" if number == 0 else line.text) for number, line in enumerate(lines)
        ]
        (self.endnotes if is_endnote else self._footnotes).extend(marked)
        return mark

    def _texts(self, element: "_Element", boxes: "list[_Element]") -> Iterator[str]:
        """Yield the text of a paragraph; append its text boxes to ``boxes``, and keep the lines of its notes."""
        yield element.text or ""
        for child in element:
            if child.tag in _BLANKS:
                yield _BLANKS[child.tag]
            elif child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c", "1")
                yield " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
            elif child.tag == f"{TEXT}note":
                yield self._note(child)
            elif child.tag == f"{_DRAW}text-box":
                boxes.append(child)
            elif self._is_read(child):
                yield self.styles.writer(child)("".join(self._texts(child, boxes)))
            yield child.tail or ""

    def _is_read(self, element: "_Element") -> bool:
        is_text = isinstance(element.tag, str) and element.tag not in _NOT_TEXT
        return is_text and not self.styles.is_hidden(element)

    def _list(self, element: "_Element", style: str, level: int, list_id: str) -> Iterator[Line]:
        """Yield the items of a list; a list inside an item is on the next level.

        Args:
            element: the list.
            style: the style of the list around it.
            level: its level, from 0.
            list_id: the id of the outermost list.
        """
        style = element.get(f"{TEXT}style-name", style)
        continued = element.get(f"{TEXT}continue-list", "") or (
            style if element.get(f"{TEXT}continue-numbering") == "true" else ""
        )
        if not level:
            counters = self._counters.get(continued, ListCounters())
            self._counters |= {name: counters for name in (style, list_id) if name}
        counters = self._counters.get(list_id) or self._counters.get(style) or ListCounters()
        for item in element:
            number = counters.next(self.styles.levels(style), level) if item.tag == f"{TEXT}list-item" else ""
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, style, level + 1, list_id)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    given = child.get(f"{TEXT}outline-level", "0") if child.tag == f"{TEXT}h" else "0"
                    heading = int(given) if given.isdecimal() else 0
                    yield from self._paragraph(child, without_bullet(number, heading), heading)
                    number = ""

    def _table(self, table: "_Element") -> Iterator[Line]:
        """Yield a table row by row, and then its footnotes.

        A table of one column is a frame around text and becomes paragraphs.
        """
        rows = [row for row in table.iter(f"{TABLE}table-row") if _table_of(row) is table]
        cells = [[cell for cell in row if cell.tag == f"{TABLE}table-cell"] for row in rows]
        if all(len(row) < 2 for row in cells):
            for row in cells:
                for cell in row:
                    yield from self.lines(cell)
            return
        self._tables += 1
        self._open_tables += 1
        yield from self._rows(cells, self._tables)
        self._open_tables -= 1
        yield from self._read_footnotes()

    def _rows(self, rows: "list[list[_Element]]", number: int) -> Iterator[Line]:
        """Yield the rows of a table as lines with its number."""
        grid = Grid()
        for row in rows:
            read = [Cell(" ".join(line.text for line in self.lines(cell)), *_spans(cell)) for cell in row]
            counts = (_count(cell, "columns-repeated") for cell in row)
            repeated = [cell for cell, count in zip(read, counts, strict=True) for _ in range(count)]
            text = row_text(grid.row(repeated))
            if text:
                yield Line(text, table=number)


def _table_of(row: "_Element") -> "_Element | None":
    return next(row.iterancestors(f"{TABLE}table"), None)


def _spans(cell: "_Element") -> tuple[int, int]:
    """Return the numbers of rows and columns that a cell covers."""
    return _count(cell, "rows-spanned"), _count(cell, "columns-spanned")


def _count(cell: "_Element", name: str) -> int:
    value = cell.get(f"{TABLE}number-{name}", "1")
    return min(int(value), _MOST_REPEATED) if value.isdecimal() and int(value) else 1


FLAT_FORMAT = Format(
    suffixes=(".fodt",),
    media_type="application/vnd.oasis.opendocument.text-flat-xml",
    extract=open_document_text,
)
FORMAT = Format(
    suffixes=(".odt",),
    media_type="application/vnd.oasis.opendocument.text",
    extract=open_document_text,
    package_type="application/vnd.oasis.opendocument.text",
)
