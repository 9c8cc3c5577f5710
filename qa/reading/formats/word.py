"""Word files (docx).

python-docx opens the package and knows the styles. The text is read from the XML elements, because python-docx leaves
out content controls, insertions and text boxes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.table_grid import LONGEST_REPEATED, MOST_COLUMNS, row_text
from qa.reading.formats.word_numbering import Numbering, W

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent")}
"""deletions and properties; text boxes are read after their paragraph"""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{W}txbxContent"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|标题", re.IGNORECASE)
_DEEPEST_STYLE = 20
_DEEPEST_OUTLINE = 8


def word_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a Word file: paragraphs with their numbers, tables in place, text boxes and notes.

    Tracked deletions are left out, tracked insertions are kept.

    Raises:
        ReadingError: the file is damaged or not a Word file; ``source`` names it in the message.
    """
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
        reader = _Reader(document, Numbering(_part_root(document, "numbering")))
        lines = list(reader.lines(document.element.body))
        for notes in ("footnotes", "endnotes"):
            root = _part_root(document, notes)
            lines += reader.notes(root) if root is not None else []
    except Exception as error:
        # A damaged file can make python-docx, zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("Word 文件打不开：{source}（文件损坏或不是 docx）。请用 Word 打开后另存为 docx", source=source)
        ) from error
    return replace(join_lines(lines, reader.title), encoding="docx")


def _part_root(document: "WordDocument", name: str) -> "_Element | None":
    """Return the root element of a part of the package, such as ``numbering``."""
    from docx.opc.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{name}") and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


@dataclass(slots=True)
class _Reader:
    document: "WordDocument"
    numbering: Numbering
    title: str = ""
    _tables: int = 0

    def lines(self, parent: "_Element") -> Iterator[Line]:
        """Yield the paragraphs and table rows below an element, in reading order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _CONTAINERS:
                yield from self.lines(child)

    def notes(self, root: "_Element") -> Iterator[Line]:
        """Yield the footnotes or endnotes, without the lines that separate them from the text."""
        for note in root:
            if note.get(f"{W}type") in (None, "normal"):
                yield from self.lines(note)

    def _paragraph(self, paragraph: "_Element") -> Iterator[Line]:
        styles = self._styles(paragraph)
        number = self._number(paragraph, styles)
        level = _heading_level(paragraph, styles)
        for position, text in enumerate("".join(_texts(paragraph)).split("\n")):
            cleaned = " ".join(text.split())
            if not cleaned:
                continue
            numbered = f"{number}{cleaned}" if position == 0 else cleaned
            if not self.title and any(_TITLE_STYLE.fullmatch(_style_name(style)) for style in styles):
                self.title = numbered
            yield Line(numbered, level)
        for box in _outermost(paragraph, _TEXT_BOX):
            yield from self.lines(box)

    def _table(self, table: "_Element") -> Iterator[Line]:
        """Yield a table row by row.

        A table of one column, and a row that holds another table, are frames around text and give paragraphs.
        """
        rows = [list(_outermost(row, f"{W}tc")) for row in _outermost(table, f"{W}tr")]
        is_frame = all(len(row) < 2 for row in rows)
        self._tables += 1
        number = self._tables
        above: dict[int, str] = {}
        for row in rows:
            if is_frame or any(cell.find(f".//{W}tbl") is not None for cell in row):
                for cell in row:
                    yield from self.lines(cell)
                # The rows below are a table of their own, because the rows of a table are neighbours in the text.
                self._tables += 1
                number = self._tables
                continue
            text = row_text(self._cells(row, above))
            if text:
                yield Line(text, table=number)

    def _cells(self, row: "Sequence[_Element]", above: dict[int, str]) -> list[str]:
        """Return the texts of a row, one for each column; a cell over several rows is repeated in each of them.

        Args:
            row: the cells of the row.
            above: column → text of the cell that covers it from above; updated by this row.
        """
        texts: list[str] = []
        for cell in row:
            text = " ".join(line.text for line in self.lines(cell))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is None:
                above.pop(len(texts), None)
            elif merged.get(f"{W}val") == "restart":
                above[len(texts)] = text if len(text) <= LONGEST_REPEATED else ""
            else:
                text = text or above.get(len(texts), "")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            columns = span.get(f"{W}val", "") if span is not None else ""
            texts += [text, *[""] * (min(int(columns), MOST_COLUMNS) - 1 if columns.isdecimal() else 0)]
        return texts

    def _styles(self, paragraph: "_Element") -> "list[_Element]":
        """Return the style of a paragraph and the styles that it is based on, nearest first."""
        found: list[_Element] = []
        style_id = _property(paragraph, "pStyle")
        while style_id and len(found) < _DEEPEST_STYLE:
            style = next((s for s in self.document.styles.element if s.get(f"{W}styleId") == style_id), None)
            if style is None:
                break
            found.append(style)
            based = style.find(f"{W}basedOn")
            style_id = based.get(f"{W}val") if based is not None else None
        return found

    def _number(self, paragraph: "_Element", styles: "list[_Element]") -> str:
        """Return the number of a paragraph, from its own properties or those of its styles; empty if it has none."""
        for element in (paragraph, *styles):
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
            if number is None:
                continue
            shown = level.get(f"{W}val", "0") if level is not None else "0"
            return self.numbering.next(number.get(f"{W}val", ""), int(shown) if shown.isdecimal() else 0)
        return ""


def _texts(element: "_Element") -> Iterator[str]:
    """Yield the text of a paragraph in reading order, with line ends for its line breaks."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            yield " "
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _texts(child)


def _outermost(element: "_Element", tag: str) -> "Iterator[_Element]":
    """Yield the elements with a tag below another, without elements nested in them and copies for old programs."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != _FALLBACK:
            yield from _outermost(child, tag)


def _heading_level(paragraph: "_Element", styles: "list[_Element]") -> int:
    """Return the level of a heading, from its outline level or the name of its style; 0 for ordinary text."""
    for element in (paragraph, *styles):
        outline = _property(element, "outlineLvl")
        if outline is not None and outline.isdecimal():
            return int(outline) + 1 if int(outline) <= _DEEPEST_OUTLINE else 0
        named = _HEADING_STYLE.fullmatch(_style_name(element))
        if named:
            return int(named[1])
    return 0


def _style_name(style: "_Element") -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""


def _property(element: "_Element", name: str) -> str | None:
    found = element.find(f"{W}pPr/{W}{name}")
    return None if found is None else found.get(f"{W}val")


FORMAT = Format(
    suffixes=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extract=word_text,
    package_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
)
