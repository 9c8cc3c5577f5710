"""PDF files with a text layer to text: lines joined to paragraphs, running heads and page numbers left out.

PDFium gives characters with their boxes, in the order of the page's content.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.columns import Block, blocks
from qa.reading.radicals import unified
from qa.reading.read_text import ReadText
from qa.reading.running_heads import PrintedLine, without_running_heads

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time"""
_HYPHENS = ("\u00ad", "\ufffe", "\x02")
_FULL_LINE = 2.2
"""a line that ends within so many characters of the right edge is full: the paragraph may go on"""
_BROKEN_LINE = 6.0
"""the same for one that does not end like a sentence: a word that cannot be divided leaves more room"""
_TERMINAL = "。！？：；!?:;"
_NUMBERED = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}[.．、](?!\d)"
)
"""how the parts of a document begin"""
_INDENT = 1.2
_BLANK = 0.1
_PARAGRAPH_GAP = 1.6
"""a distance between lines of so many times the usual one separates paragraphs"""
_COLUMN_GAP = 1.5
"""room between two characters, in heights, that only columns have: a blank of full width is narrower"""
_LEAST_LETTERS = 5
"""letters a page below which there is no text layer to speak of"""
_MOST_ODD = 0.05
_LEAST_COMMON = 0.7
_JUDGED_CHARACTERS = 50
_COMMON = {"gb2312": 0xF7, "big5": 0xC6}
"""character set → first byte of the last of its common ideographs: simplified, traditional"""


def pdf_text(content: bytes, source: str) -> ReadText:
    """The text of a PDF file, with the places where its pages begin.

    Raises:
        ReadingError: the file is damaged or encrypted, or its text layer is missing or garbled; ``source`` names it.
    """
    import pypdfium2

    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(content)
            try:
                pages = [_lines(document[number]) for number in range(len(document))]
            finally:
                document.close()
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        why = Message("有密码") if encrypted else Message("文件损坏或不是 PDF")
        raise ReadingError(
            Message("PDF 打不开：{source}（{why}）。请去掉密码或重新导出 PDF", source=source, why=why)
        ) from error
    _refuse_bad_layer(pages, source)
    return _joined(without_running_heads(pages))


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_generated: bool
    """not in the page, but what PDFium supposes between two characters that are"""


def _lines(page: "PdfPage") -> list[PrintedLine]:
    """The lines of a page, in the order of its content.

    Where PDFium ends a line is not relied on: on a page of narrow columns it takes the columns for lines.
    """
    text_page = page.get_textpage()
    lines: list[list[_Character]] = []
    blank: _Character | None = None
    try:
        for character in _characters(text_page):
            if character.text.isspace():
                blank = character if blank is None or blank.is_generated else blank
                continue
            if lines and _on_same_line(lines[-1], character):
                if blank and (not blank.is_generated or _has_gap(lines[-1][-1], character)):
                    lines[-1].append(replace(character, text=" "))
                lines[-1].append(character)
            else:
                lines.append([character])
            blank = None
    finally:
        text_page.close()
        page.close()
    return [line for line in map(_line, lines) if line.text]


def _characters(text_page: "PdfTextPage") -> Iterator[_Character]:
    from ctypes import byref

    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_GetLooseCharBox(text_page, index, byref(box)):
            bottom, top = sorted((box.bottom, box.top))
            generated = raw.FPDFText_IsGenerated(text_page, index) == 1
            yield _Character(chr(code), box.left, box.right, bottom, top, generated)


def _on_same_line(line: list[_Character], character: _Character) -> bool:
    """Whether a character stands beside the last one of a line, and not before it."""
    last = line[-1]
    overlap = min(last.top, character.top) - max(last.bottom, character.bottom)
    height = min(last.top - last.bottom, character.top - character.bottom)
    return overlap > height / 2 and character.left >= last.left


def _has_gap(last: _Character, character: _Character) -> bool:
    """Whether there is room between two characters; PDFium supposes blanks and line ends where there is none."""
    return character.left - last.right > _BLANK * (character.top - character.bottom)


def _line(characters: list[_Character]) -> PrintedLine:
    text = unified("".join(character.text for character in characters)).strip()
    # PDFium marks a hyphen that it takes for a division of a word.
    if text.endswith(_HYPHENS):
        text = text[:-1] + "-"
    for mark in _HYPHENS:
        text = text.replace(mark, "")
    printed = [character for character in characters if character.text != " "]
    return PrintedLine(
        text,
        characters[0].left,
        characters[-1].right,
        min(character.bottom for character in characters),
        max(character.top for character in characters),
        columns=1 + sum(_is_column_gap(before, after) for before, after in pairwise(printed)),
    )


def _is_column_gap(before: _Character, after: _Character) -> bool:
    return after.left - before.right > _COLUMN_GAP * (after.top - after.bottom)


def _refuse_bad_layer(pages: Sequence[Sequence[PrintedLine]], source: str) -> None:
    text = "".join(line.text for lines in pages for line in lines)
    if sum(map(str.isalnum, text)) < _LEAST_LETTERS * max(1, len(pages)):
        raise ReadingError(
            Message("PDF 没有文字层：{source}（多半是扫描件）。请先做文字识别（OCR）再添加", source=source)
        )
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c not in "\t\x02") for c in text)
    ideographs = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    rare = len(ideographs) > _JUDGED_CHARACTERS and all(
        sum(_in(c, charset) for c in ideographs) < _LEAST_COMMON * len(ideographs) for charset in _COMMON
    )
    if odd > _MOST_ODD * len(text) or rare:
        raise ReadingError(
            Message("PDF 的文字层是乱码：{source}。请重新导出 PDF，或做文字识别（OCR）再添加", source=source)
        )


def _in(character: str, charset: str) -> bool:
    """Whether a character is one of the common ones of a character set, which come first in it."""
    try:
        return character.encode(charset)[0] <= _COMMON[charset]
    except UnicodeEncodeError:
        return False


def _joined(pages: Sequence[Sequence[PrintedLine]]) -> ReadText:
    """Lines to paragraphs, over the ends of columns and pages too."""
    text = ""
    starts: list[int] = []
    before: PrintedLine | None = None
    fills = False
    for lines, parts in zip(pages, blocks(pages), strict=True):
        if not lines:
            starts.append(len(text))
        for block in parts:
            shape = _Shape.of(block)
            for position, line in enumerate(block.lines):
                if before is None:
                    text = line.text
                elif fills and shape.continues(
                    before, line, position > 0 or (line is not lines[0] and line.bottom < before.bottom)
                ):
                    text = _continued(text, line.text)
                else:
                    text += f"\n{line.text}"
                if line is lines[0]:
                    starts.append(len(text) - len(line.text))
                before, fills = line, shape.is_full(line)
    return ReadText(text, pages=tuple(starts))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the text of a column or a page is set."""

    left: float
    right: float
    width: float
    """of a character"""
    pitch: float
    """from line to line"""

    @classmethod
    def of(cls, block: Block) -> "_Shape":
        """Measured on its lines."""
        pitches = [a.bottom - b.bottom for a, b in pairwise(block.lines) if a.bottom > b.bottom]
        width = median(line.height for line in block.lines)
        left = min(line.left for line in block.lines)
        return cls(left, block.edge, width, median(pitches) if pitches else 0)

    def is_full(self, line: PrintedLine) -> bool:
        """Whether a line ends where the text does on the right."""
        room = _FULL_LINE if line.text[-1] in _TERMINAL else _BROKEN_LINE
        return line.right > self.right - room * self.width

    def continues(self, before: PrintedLine, line: PrintedLine, is_below: bool) -> bool:
        """Whether a line may go on with the paragraph of a full line: that above it, or of the last column or page."""
        if before.is_row or line.is_row:
            return False
        if before.text[-1] in _TERMINAL and _NUMBERED.match(line.text):
            return False
        is_indented = line.left > self.left + _INDENT * self.width
        is_near = not is_below or 0 < before.bottom - line.bottom <= _PARAGRAPH_GAP * self.pitch
        alike = abs(before.height - line.height) <= 0.35 * max(before.height, line.height)
        return is_near and alike and not is_indented


def _continued(text: str, line: str) -> str:
    if re.search(r"[A-Za-z]-$", text) and line[0].islower():
        return text[:-1] + line
    return (
        f"{text} {line}"
        if text[-1].isascii() and line[0].isascii() and text[-1].isalnum() and line[0].isalnum()
        else text + line
    )
