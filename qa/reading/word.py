"""Word files to text.

python-docx opens the package and knows the styles; the text is read from the elements themselves, since python-docx
leaves out what stands in content controls, insertions and text boxes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.read_text import LONGEST_REPEATED, MOST_COLUMNS, Line, ReadText, from_lines, row_text
from qa.reading.word_numbering import Numbering, W

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_DELETED = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{W}txbxContent"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|标题", re.IGNORECASE)
_DEEPEST_STYLE = 20
_DEEPEST_OUTLINE = 8


def word_text(content: bytes, source: str) -> ReadText:
    """The text of a Word file (docx): paragraphs with their numbers, tables in place, text boxes and notes.

    What is marked as deleted is left out, what is marked as inserted is kept.

    Raises:
        ReadingError: the file is damaged or no Word file; ``source`` names it in the message.
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
    return from_lines(lines, reader.title)


def _part_root(document: "WordDocument", name: str) -> "_Element | None":
    """The root of a part that belongs to the document, such as its numbering."""
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
        """The paragraphs and rows under an element, in reading order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _CONTAINERS:
                yield from self.lines(child)

    def notes(self, root: "_Element") -> Iterator[Line]:
        """The footnotes or endnotes, without the lines that separate them from the text."""
        for note in root:
            if note.get(f"{W}type") in (None, "normal"):
                yield from self.lines(note)

    def _paragraph(self, paragraph: "_Element") -> Iterator[Line]:
        styles = self._styles(paragraph)
        number = self._number(paragraph, styles)
        level = _level(paragraph, styles)
        for position, text in enumerate("".join(_texts(paragraph)).split("\n")):
            cleaned = " ".join(text.split())
            if not cleaned:
                continue
            numbered = f"{number}{cleaned}" if position == 0 else cleaned
            if not self.title and any(_TITLE_STYLE.fullmatch(_name(style)) for style in styles):
                self.title = numbered
            yield Line(numbered, level)
        for box in _outermost(paragraph, _TEXT_BOX):
            yield from self.lines(box)

    def _table(self, table: "_Element") -> Iterator[Line]:
        """A table row by row; one of a single column, or a row with a table in it, is a frame around text."""
        rows = [list(_outermost(row, f"{W}tc")) for row in _outermost(table, f"{W}tr")]
        is_frame = all(len(row) < 2 for row in rows)
        self._tables += 1
        number = self._tables
        above: dict[int, str] = {}
        for row in rows:
            if is_frame or any(cell.find(f".//{W}tbl") is not None for cell in row):
                for cell in row:
                    yield from self.lines(cell)
                # What follows is a table of its own: the rows of a table stand next to each other.
                self._tables += 1
                number = self._tables
                continue
            text = row_text(self._cells(row, above))
            if text:
                yield Line(text, table=number)

    def _cells(self, row: "Sequence[_Element]", above: dict[int, str]) -> list[str]:
        """The texts of a row, one for each column, with what covers several rows in each of them.

        Args:
            row: its cells.
            above: column → what covers it from above; brought up to date.
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
        """The paragraph's style and those that it is based on."""
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
    """The text of a paragraph as it reads, its line breaks as line ends."""
    for child in element:
        if child.tag in _DELETED or child.tag == _FALLBACK:
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
    """The elements with a tag below another one: not those inside of each other, nor their copies for old programs."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != _FALLBACK:
            yield from _outermost(child, tag)


def _level(paragraph: "_Element", styles: "list[_Element]") -> int:
    """The level of a heading, from its outline level or the name of its style; 0 for ordinary text."""
    for element in (paragraph, *styles):
        outline = _property(element, "outlineLvl")
        if outline is not None and outline.isdecimal():
            return int(outline) + 1 if int(outline) <= _DEEPEST_OUTLINE else 0
        named = _HEADING_STYLE.fullmatch(_name(element))
        if named:
            return int(named[1])
    return 0


def _name(style: "_Element") -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""


def _property(element: "_Element", name: str) -> str | None:
    found = element.find(f"{W}pPr/{W}{name}")
    return None if found is None else found.get(f"{W}val")
