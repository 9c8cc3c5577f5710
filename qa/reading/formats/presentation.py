"""Read PowerPoint files (pptx): each slide with its notes is a page."""

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.invisible import without_invisible
from qa.reading.formats.raised_text import subscript, superscript
from qa.reading.formats.table_grid import Cell, Grid, row_text

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.slide import Slide

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = {"title", "ctrTitle"}
_BOILERPLATE = {"dt", "ftr", "sldNum", "hdr", "sldImg"}
"""types of the placeholders for the date, the footer, the slide number, the header, and the picture of the slide on its
notes page"""


def presentation_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of the visible slides: titles as headings, tables in place, and the notes after each slide.

    Each slide begins a page; the page of a hidden slide is empty.

    Raises:
        ReadingError: the file is damaged or not a presentation; ``source`` names it in the message.
    """
    from pptx import Presentation

    try:
        tables = count(1)
        slides = [list(_slide_lines(slide, tables)) for slide in Presentation(io.BytesIO(content)).slides]
    except Exception as error:
        # A damaged file can make python-pptx, zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("PowerPoint 文件打不开：{source}（文件损坏或不是 pptx）。请打开后另存为 pptx", source=source)
        ) from error
    extracted = join_lines([line for lines in slides for line in lines])
    pages = tuple(min(start, len(extracted.text)) for start in _starts(slides))
    return replace(extracted, pages=pages, encoding="pptx")


def _starts(slides: list[list[Line]]) -> Iterator[int]:
    position = 0
    for lines in slides:
        yield position
        position += sum(len(without_invisible(line.text)) + 1 for line in lines)


def _slide_lines(slide: "Slide", tables: Iterator[int]) -> Iterator[Line]:
    """Yield the lines of a slide and of its notes; a hidden slide has none."""
    if slide._element.get("show") == "0":
        return
    yield from _shape_lines(slide._element.find(f"{_P}cSld/{_P}spTree"), tables)
    if slide.has_notes_slide:
        tree = slide.notes_slide._element.find(f"{_P}cSld/{_P}spTree")
        yield from _shape_lines(tree, tables)


def _shape_lines(parent: "_Element | None", tables: Iterator[int]) -> Iterator[Line]:
    """Yield the lines of the shapes below an element, in their order.

    Args:
        parent: a tree or group of shapes.
        tables: yields the number of each further table.
    """
    for shape in parent if parent is not None else ():
        if shape.tag == f"{_P}sp":
            placeholder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
            kind = placeholder.get("type", "") if placeholder is not None else ""
            if kind not in _BOILERPLATE and not _is_hidden(shape):
                yield from _paragraphs(shape.find(f"{_P}txBody"), level=1 if kind in _TITLES else 0)
        elif shape.tag == f"{_P}graphicFrame":
            for table in shape.iter(f"{_A}tbl"):
                yield from _table(table, next(tables))
        elif shape.tag != _FALLBACK:
            yield from _shape_lines(shape, tables)


def _is_hidden(shape: "_Element") -> bool:
    properties = shape.find(f"{_P}nvSpPr/{_P}cNvPr")
    return properties is not None and properties.get("hidden") in ("1", "true")


def _paragraphs(body: "_Element | None", level: int = 0) -> Iterator[Line]:
    texts = [_paragraph_text(paragraph) for paragraph in body.iterfind(f"{_A}p")] if body is not None else []
    lines = [cleaned for text in texts for part in text.split("\n") if (cleaned := " ".join(part.split()))]
    if level and lines:
        # The lines of a title are one heading.
        yield Line("".join(lines), level)
        return
    for line in lines:
        yield Line(line)


def _paragraph_text(paragraph: "_Element") -> str:
    """Return the text of a paragraph, without struck runs, with line ends for its line breaks."""
    parts: list[str] = []
    for child in paragraph:
        properties = child.find(f"{_A}rPr")
        is_struck = properties is not None and properties.get("strike", "noStrike") != "noStrike"
        if child.tag == f"{_A}br":
            parts.append("\n")
        elif child.tag in (f"{_A}r", f"{_A}fld") and not is_struck:
            text = child.findtext(f"{_A}t") or ""
            baseline = properties.get("baseline", "0") if properties is not None else "0"
            is_raised, is_lowered = baseline.isdecimal() and baseline != "0", baseline.startswith("-")
            parts.append(superscript(text) if is_raised else subscript(text) if is_lowered else text)
    return "".join(parts)


def _table(table: "_Element", number: int) -> Iterator[Line]:
    """Yield the rows of a table; a short cell over several rows is repeated in each of these rows."""
    grid = Grid()
    for row in table.iterfind(f"{_A}tr"):
        cells = [
            Cell(" ".join(line.text for line in _paragraphs(cell.find(f"{_A}txBody"))), *_spans(cell))
            for cell in row.iterfind(f"{_A}tc")
            if cell.get("hMerge") is None and cell.get("vMerge") is None
        ]
        text = row_text(grid.row(cells))
        if text:
            yield Line(text, table=number)


def _spans(cell: "_Element") -> tuple[int, int]:
    """Return the numbers of rows and columns that a cell covers."""
    rows, columns = (cell.get(name, "1") for name in ("rowSpan", "gridSpan"))
    return int(rows) if rows.isdecimal() else 1, int(columns) if columns.isdecimal() else 1


FORMAT = Format(
    suffixes=(".pptx",),
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    extract=presentation_text,
    package_type="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
)
