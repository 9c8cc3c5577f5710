"""OpenDocument texts: odt, and fodt in one XML file (ODF 1.3)."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.list_numbers import ListCounters, NumberLevel, without_bullet
from qa.reading.formats.raised_text import subscript, superscript
from qa.reading.formats.table_grid import Cell, Grid, row_text
from qa.reading.formats.word_symbols import bullet
from qa.reading.formats.xml_parts import Package, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OFFICE, _TEXT, _TABLE, _STYLE = (f"{{{_NAMESPACES.format(name)}}}" for name in ("office", "text", "table", "style"))
_DRAW = f"{{{_NAMESPACES.format('drawing')}}}"
_FORMATS = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"},
    **{"①, ②, ③, ...": "decimalEnclosedCircle", "一, 二, 三, ...": "chineseCountingThousand"},
    **{"壹, 贰, 叁, ...": "chineseLegalSimplified", "壹, 貳, 參, ...": "ideographLegalTraditional"},
    **{"甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac"},
}
_NOT_TEXT = {
    *(f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls", f"{_TEXT}ruby-text"),
    *(f"{_OFFICE}forms", f"{_TEXT}variable-decls", f"{_TEXT}user-field-decls", f"{_TEXT}note-citation"),
}
_BLANKS = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_WRITERS: dict[str, Callable[[str], str]] = {"super": superscript, "sub": subscript}
_MOST_REPEATED = 100
_MOST_BLANKS = 1000


def open_document_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file: paragraphs with their numbers, tables in place, text boxes, then the notes.

    Deletions that are tracked, hidden and struck text, and comments are left out.

    Raises:
        ReadingError: the file is damaged; ``source`` names it in the message.
    """
    try:
        roots = _roots(content)
        body = roots[-1].find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise ValueError("no text")
        reader = _Reader(_Styles(roots))
        lines = [*reader.lines(body), *reader.notes]
    except Exception as error:
        # A damaged file can make zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("ODT 文件打不开：{source}（文件损坏或不是 odt）。请打开后另存为 docx", source=source)
        ) from error
    return replace(join_lines(lines, reader.title), encoding="odt")


def _roots(content: bytes) -> "list[_Element]":
    """Return the root elements of the parts with styles and with the content; a flat file is both in one."""
    if not content.startswith(b"PK"):
        return [parse_xml(content)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [Package(archive).xml(name) for name in ("styles.xml", "content.xml")]
    return [part for part in parts if part is not None]


class _Styles:
    """The styles of a file.

    Args:
        roots: the root elements of the parts that define styles; a later definition of a style replaces an earlier one.
    """

    def __init__(self, roots: "list[_Element]") -> None:
        self._hidden = {
            style.get(f"{_STYLE}name", "")
            for root in roots
            for style in root.iter(f"{_STYLE}style")
            for properties in style.iterfind(f"{_STYLE}text-properties")
            if properties.get(f"{_TEXT}display") == "none"
            or properties.get(f"{_STYLE}text-line-through-style", "none") != "none"
        }
        styles = [style for root in roots for style in root.iter(f"{_STYLE}style")]
        self._writers = {
            style.get(f"{_STYLE}name", ""): _WRITERS["super" if position.startswith("super") else "sub"]
            for style in styles
            for properties in style.iterfind(f"{_STYLE}text-properties")
            if (position := properties.get(f"{_STYLE}text-position", "").strip()).startswith(("super", "sub"))
        }
        self._parents = {style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name") for style in styles}
        self._lists = {style.get(f"{_STYLE}name"): style.get(f"{_STYLE}list-style-name") for style in styles}
        self._levels = {
            style.get(f"{_STYLE}name", ""): dict(_list_levels(style))
            for root in roots
            for style in root.iter(f"{_TEXT}list-style")
        }
        outlines = [dict(_list_levels(style)) for root in roots for style in root.iter(f"{_TEXT}outline-style")]
        self.outline = outlines[-1] if outlines else {}

    def is_hidden(self, style: str | None) -> bool:
        """Return whether a style hides its text or strikes it out."""
        return style in self._hidden

    def writer(self, style: str | None) -> Callable[[str], str]:
        """Return the function that writes the text of a style: unchanged, raised or lowered."""
        return self._writers.get(style or "", str)

    def is_title(self, style: str | None) -> bool:
        """Return whether a paragraph style is the one for titles or made from it."""
        return style is not None and "Title" in (style, self._parents.get(style))

    def levels(self, style: str | None) -> dict[int, NumberLevel]:
        """Return the levels of a list style; empty for unknown styles."""
        return self._levels.get(style or "", {})


def _list_levels(style: "_Element") -> Iterator[tuple[int, NumberLevel]]:
    """Yield the numbered levels of a list or outline style, from 0 (19.880 style:num-format)."""
    for element in style:
        number = element.get(f"{_TEXT}level", "")
        shown = element.get(f"{_STYLE}num-format", "")
        if number.isdecimal() and "bullet" in element.tag:
            yield int(number) - 1, NumberLevel((bullet(element.get(f"{_TEXT}bullet-char", "")),))
        if not number.isdecimal() or not shown or "bullet" in element.tag:
            continue
        level = int(number) - 1
        displayed = element.get(f"{_TEXT}display-levels", "1")
        first = level + 1 - (int(displayed) if displayed.isdecimal() else 1)
        parts: list[str | int] = [element.get(f"{_STYLE}num-prefix", "")]
        for above in range(max(0, first), level):
            parts += [above, "."]
        parts += [level, element.get(f"{_STYLE}num-suffix", "")]
        start = element.get(f"{_TEXT}start-value", "1")
        alignment = element.find(f"{_STYLE}list-level-properties/{_STYLE}list-level-label-alignment")
        followed = alignment.get(f"{_TEXT}label-followed-by") if alignment is not None else ""
        yield (
            level,
            NumberLevel(
                tuple(parts),
                _FORMATS.get(shown, "decimal"),
                int(start) if start.isdecimal() else 1,
                followed == "nothing",
            ),
        )


@dataclass(slots=True)
class _Reader:
    styles: _Styles
    title: str = ""
    notes: list[Line] = field(default_factory=list)
    _tables: int = 0
    _counters: dict[str, ListCounters] = field(default_factory=dict)
    """the counters of a list, by the id of the list or the name of its style"""
    _outline: ListCounters = field(default_factory=ListCounters)

    def lines(self, parent: "_Element") -> Iterator[Line]:
        """Yield the paragraphs and table rows below an element, in reading order."""
        for child in parent:
            if child.tag == f"{_TEXT}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_TEXT}h":
                yield from self._heading(child)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, "", 0, child.get("{http://www.w3.org/XML/1998/namespace}id", ""))
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag not in _NOT_TEXT and isinstance(child.tag, str):
                yield from self.lines(child)

    def _heading(self, heading: "_Element") -> Iterator[Line]:
        given = heading.get(f"{_TEXT}outline-level", "1")
        level = int(given) if given.isdecimal() else 1
        is_numbered = heading.get(f"{_TEXT}is-list-header") != "true"
        number = self._outline.next(self.styles.outline, level - 1) if is_numbered else ""
        yield from self._paragraph(heading, number, level)

    def _paragraph(self, paragraph: "_Element", number: str = "", level: int = 0) -> Iterator[Line]:
        style = paragraph.get(f"{_TEXT}style-name")
        boxes: list[_Element] = []
        text = "" if self.styles.is_hidden(style) else "".join(self._texts(paragraph, boxes))
        lines = [cleaned for part in text.split("\n") if (cleaned := " ".join(part.split()))]
        if lines:
            lines[0] = f"{number}{lines[0]}"
            if not self.title and self.styles.is_title(style):
                self.title = lines[0]
        for line in lines:
            yield Line(line, level)
        for box in boxes:
            yield from self.lines(box)

    def _texts(self, element: "_Element", boxes: "list[_Element]") -> Iterator[str]:
        """Yield the text of a paragraph; its text boxes are appended to ``boxes``, its notes to the notes."""
        yield element.text or ""
        for child in element:
            if child.tag in _BLANKS:
                yield _BLANKS[child.tag]
            elif child.tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
            elif child.tag == f"{_TEXT}note":
                for body in child.iterfind(f"{_TEXT}note-body"):
                    self.notes += self.lines(body)
            elif child.tag == f"{_DRAW}text-box":
                boxes.append(child)
            elif self._is_read(child):
                write = self.styles.writer(child.get(f"{_TEXT}style-name"))
                yield write("".join(self._texts(child, boxes)))
            yield child.tail or ""

    def _is_read(self, element: "_Element") -> bool:
        is_text = isinstance(element.tag, str) and element.tag not in _NOT_TEXT
        return is_text and not self.styles.is_hidden(element.get(f"{_TEXT}style-name"))

    def _list(self, element: "_Element", style: str, level: int, list_id: str) -> Iterator[Line]:
        """Yield the items of a list; a list inside an item is on the next level.

        Args:
            element: the list.
            style: the style of the list around it.
            level: its level, from 0.
            list_id: the id of the outermost list.
        """
        style = element.get(f"{_TEXT}style-name", style)
        continued = element.get(f"{_TEXT}continue-list", "") or (
            style if element.get(f"{_TEXT}continue-numbering") == "true" else ""
        )
        if not level:
            counters = self._counters.get(continued, ListCounters())
            self._counters |= {name: counters for name in (style, list_id) if name}
        counters = self._counters.get(list_id) or self._counters.get(style) or ListCounters()
        for item in element:
            number = counters.next(self.styles.levels(style), level) if item.tag == f"{_TEXT}list-item" else ""
            for child in item:
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, style, level + 1, list_id)
                elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    given = child.get(f"{_TEXT}outline-level", "0") if child.tag == f"{_TEXT}h" else "0"
                    heading = int(given) if given.isdecimal() else 0
                    yield from self._paragraph(child, without_bullet(number, heading), heading)
                    number = ""

    def _table(self, table: "_Element") -> Iterator[Line]:
        """Yield a table row by row; a table of one column is a frame around text and becomes paragraphs."""
        rows = [row for row in table.iter(f"{_TABLE}table-row") if _table_of(row) is table]
        cells = [[cell for cell in row if cell.tag == f"{_TABLE}table-cell"] for row in rows]
        if all(len(row) < 2 for row in cells):
            for row in cells:
                for cell in row:
                    yield from self.lines(cell)
            return
        self._tables += 1
        number = self._tables
        grid = Grid()
        for row in cells:
            read = [Cell(" ".join(line.text for line in self.lines(cell)), *_spans(cell)) for cell in row]
            counts = (_count(cell, "columns-repeated") for cell in row)
            repeated = [cell for cell, count in zip(read, counts, strict=True) for _ in range(count)]
            text = row_text(grid.row(repeated))
            if text:
                yield Line(text, table=number)


def _table_of(row: "_Element") -> "_Element | None":
    return next(row.iterancestors(f"{_TABLE}table"), None)


def _spans(cell: "_Element") -> tuple[int, int]:
    """Return the numbers of rows and columns that a cell covers."""
    return _count(cell, "rows-spanned"), _count(cell, "columns-spanned")


def _count(cell: "_Element", name: str) -> int:
    value = cell.get(f"{_TABLE}number-{name}", "1")
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
