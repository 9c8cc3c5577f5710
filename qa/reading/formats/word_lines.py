"""The lines of a Word file: paragraphs with their numbers, and tables row by row."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.reading.formats.extracted_text import Line
from qa.reading.formats.list_numbers import without_bullet
from qa.reading.formats.table_grid import LONGEST_REPEATED, MOST_COLUMNS, row_text
from qa.reading.formats.word_notes import Note
from qa.reading.formats.word_numbering import Numbering
from qa.reading.formats.word_runs import DELETED, FALLBACK, RunReader
from qa.reading.formats.word_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT_BOX = f"{W}txbxContent"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|标题", re.IGNORECASE)
_DEEPEST_OUTLINE = 8


@dataclass(slots=True)
class _Paragraph:
    """A paragraph; it continues in the next one if its end mark is deleted or hidden."""

    text: str = ""
    number: str = ""
    level: int = 0
    is_title: bool = False
    boxes: "list[_Element]" = field(default_factory=list)


@dataclass(slots=True)
class LineReader:
    """Reads the lines of one document from beginning to end."""

    runs: RunReader
    numbering: Numbering
    read_chunk: "Callable[[_Element], Sequence[Line]]"
    """returns the lines of a file that is embedded as a part of the text"""
    title: str = ""
    _tables: int = 0
    _open_cells: int = 0

    def lines(self, parent: "_Element") -> Iterator[Line]:
        """Yield the paragraphs and table rows below an element in reading order, with text boxes and footnotes."""
        open_paragraph = _Paragraph()
        for child in self._blocks(parent):
            if child.tag == f"{W}p":
                self._continue(open_paragraph, child)
                if self.runs.ends_paragraph(child):
                    yield from self._finished(open_paragraph)
                    open_paragraph = _Paragraph()
                continue
            yield from self._finished(open_paragraph)
            open_paragraph = _Paragraph()
            if child.tag == f"{W}tbl":
                yield from self._table(child)
            else:
                yield from self._chunk(child)
        yield from self._finished(open_paragraph)

    def note(self, note: Note) -> Iterator[Line]:
        """Yield the lines of a footnote or endnote."""
        self.runs.note_mark = note.mark
        yield from self.lines(note.element)

    def _blocks(self, parent: "_Element") -> "Iterator[_Element]":
        """Yield the paragraphs, tables and embedded files below an element."""
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
                yield child
            elif child.tag in _CONTAINERS or child.tag in (f"{_ALTERNATE}AlternateContent", f"{_ALTERNATE}Choice"):
                yield from self._blocks(child)

    def _continue(self, open_paragraph: _Paragraph, paragraph: "_Element") -> None:
        """Add a paragraph to ``open_paragraph``, which holds the paragraphs before it that have not ended."""
        text = self.runs.text(paragraph)
        ends = self.runs.ends_paragraph(paragraph)
        styles = self.runs.styles.of_paragraph(paragraph)
        # A paragraph without text and mark has been deleted and does not take a number.
        if not open_paragraph.text.strip() and (text.strip() or ends):
            open_paragraph.level = _heading_level(paragraph, styles)
            open_paragraph.number = without_bullet(self._number(paragraph, styles), open_paragraph.level)
            open_paragraph.is_title = any(_TITLE_STYLE.fullmatch(_style_name(style)) for style in styles)
        open_paragraph.text += text
        open_paragraph.boxes += outermost(paragraph, _TEXT_BOX)

    def _finished(self, paragraph: _Paragraph) -> Iterator[Line]:
        """Yield the lines of a paragraph, its text boxes and its footnotes."""
        number = paragraph.number
        for text in paragraph.text.split("\n"):
            cleaned = " ".join(text.split())
            if not cleaned:
                continue
            between = " " if number[-1:].isalnum() and cleaned[0].isdecimal() and number[-1:].isascii() else ""
            numbered, number = f"{number}{between}{cleaned}", ""
            if not self.title and paragraph.is_title:
                self.title = numbered
            yield Line(numbered, paragraph.level)
        for box in paragraph.boxes:
            yield from self.lines(box)
        yield from self._footnotes()

    def _footnotes(self) -> Iterator[Line]:
        """Yield the footnotes of the paragraph or table that has just been read; yield none inside a table."""
        if not self._open_cells:
            for note in self.runs.notes.take_footnotes():
                yield from self.note(note)

    def _chunk(self, chunk: "_Element") -> Iterator[Line]:
        """Yield the lines of an embedded file, whose tables are numbered after those of the document."""
        before = self._tables
        for line in self.read_chunk(chunk):
            self._tables = max(self._tables, before + line.table)
            yield Line(line.text, line.level, before + line.table if line.table else 0, line.is_link)

    def _table(self, table: "_Element") -> Iterator[Line]:
        """Yield a table row by row, and then its footnotes.

        A table of one column, or a row that contains another table, is a frame around text and becomes paragraphs.
        """
        rows = [row for row in outermost(table, f"{W}tr") if not _is_left_out(row)]
        cells_of_rows = [[cell for cell in outermost(row, f"{W}tc") if not _is_deleted_cell(cell)] for row in rows]
        is_frame = all(len(cells) < 2 for cells in cells_of_rows)
        self._tables += 1
        number = self._tables
        above: dict[int, str] = {}
        for row, cells in zip(rows, cells_of_rows, strict=True):
            if is_frame or any(cell.find(f".//{W}tbl") is not None for cell in cells):
                for cell in cells:
                    yield from self.lines(cell)
                # The rows below become a separate table, because the rows of a table must be consecutive in the text.
                self._tables += 1
                number = self._tables
                continue
            self._open_cells += 1
            text = row_text(self._cells(row, cells, above))
            self._open_cells -= 1
            if text:
                yield Line(text, table=number)
        yield from self._footnotes()

    def _cells(self, row: "_Element", cells: "Sequence[_Element]", above: dict[int, str]) -> list[str]:
        """Return the texts of a row, one for each column; a short cell over several rows is repeated in these rows.

        Args:
            row: the row.
            cells: its cells.
            above: for each column, the text of the cell that covers it from above; updated by this row.
        """
        texts = [""] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in cells:
            text = " ".join(line.text for line in self.lines(cell))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is None:
                above.pop(len(texts), None)
            elif merged.get(f"{W}val") == "restart":
                above[len(texts)] = text if len(text) <= LONGEST_REPEATED else ""
            else:
                text = text or above.get(len(texts), "")
            texts += [text, *[""] * (_count(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)]
        return texts

    def _number(self, paragraph: "_Element", styles: "Sequence[_Element]") -> str:
        """Return the number of a paragraph, from its own properties or those of its styles; empty if it has none."""
        level = ""
        level_place: int | None = None
        for place, element in enumerate((paragraph, *styles)):
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            own, number = properties.find(f"{W}ilvl"), properties.find(f"{W}numId")
            if own is not None and level_place is None:
                level, level_place = own.get(f"{W}val", ""), place
            if number is not None:
                # The numbering binds a style to a level, unless the paragraph or a nearer style states the level.
                bound = styles[: place if level_place is None else level_place]
                names = [style.get(f"{W}styleId", "") for style in bound]
                return self.numbering.next(number.get(f"{W}val", ""), int(level) if level.isdecimal() else 0, names)
        return ""


def outermost(element: "_Element", tag: str) -> "Iterator[_Element]":
    """Yield the elements with a tag below ``element``.

    Elements inside a yielded element, deleted elements and copies for old programs are left out.
    """
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != FALLBACK and child.tag not in DELETED:
            yield from outermost(child, tag)


def _is_left_out(row: "_Element") -> bool:
    """Return whether a row is deleted or hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    hidden = properties.find(f"{W}hidden")
    is_hidden = hidden is not None and hidden.get(f"{W}val", "true") not in ("0", "false", "off")
    return is_hidden or properties.find(f"{W}del") is not None


def _is_deleted_cell(cell: "_Element") -> bool:
    return cell.find(f"{W}tcPr/{W}cellDel") is not None


def _heading_level(paragraph: "_Element", styles: "Sequence[_Element]") -> int:
    """Return the level of a heading, from its outline level or the name of its style; 0 for ordinary text."""
    for element in (paragraph, *styles):
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        value = "" if outline is None else outline.get(f"{W}val", "")
        if value.isdecimal():
            return int(value) + 1 if int(value) <= _DEEPEST_OUTLINE else 0
        named = _HEADING_STYLE.fullmatch(_style_name(element))
        if named:
            return int(named[1])
    return 0


def _style_name(style: "_Element") -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""


def _count(element: "_Element | None", default: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else default
