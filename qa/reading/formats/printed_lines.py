"""The printed lines of a PDF page.

PDFium gives characters with their boxes, in the order of the page's content.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.reading.formats.radicals import replace_radicals

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_HYPHENS = ("\u00ad", "\ufffe", "\x02")
_WORD_GAP = 0.1
"""the least room between two words, in heights of a character"""
_COLUMN_GAP = 1.5
"""the least room between two columns, in heights of a character; a blank of full width is narrower"""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page with its box, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    columns: int = 1
    """the number of parts with wide room between them"""

    @property
    def height(self) -> float:
        """The height of the characters."""
        return self.top - self.bottom

    @property
    def is_row(self) -> bool:
        """Whether the line is a table row: it has three columns or more."""
        return self.columns > 2


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_generated: bool
    """whether PDFium inferred the character, a blank or a line end, from the place of its neighbours"""


def printed_lines(page: "PdfPage") -> list[PrintedLine]:
    """Return the lines of a page in the order of its content, and close the page.

    The line ends of PDFium are not used: on a page of narrow columns it takes the columns for lines.
    """
    text_page = page.get_textpage()
    lines: list[list[_Character]] = []
    blank: _Character | None = None
    try:
        for character in _characters(text_page):
            if character.text.isspace():
                blank = character if blank is None or blank.is_generated else blank
                continue
            if lines and _is_on_line(lines[-1], character):
                if blank and (not blank.is_generated or _has_word_gap(lines[-1][-1], character)):
                    lines[-1].append(replace(character, text=" "))
                lines[-1].append(character)
            else:
                lines.append([character])
            blank = None
    finally:
        text_page.close()
        page.close()
    return [line for line in map(_printed_line, lines) if line.text]


def _characters(text_page: "PdfTextPage") -> Iterator[_Character]:
    from ctypes import byref

    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_GetLooseCharBox(text_page, index, byref(box)):
            bottom, top = sorted((box.bottom, box.top))
            is_generated = raw.FPDFText_IsGenerated(text_page, index) == 1
            yield _Character(chr(code), box.left, box.right, bottom, top, is_generated)


def _is_on_line(line: list[_Character], character: _Character) -> bool:
    """Return whether a character stands beside the last character of a line and not to the left of it."""
    last = line[-1]
    overlap = min(last.top, character.top) - max(last.bottom, character.bottom)
    height = min(last.top - last.bottom, character.top - character.bottom)
    return overlap > height / 2 and character.left >= last.left


def _has_word_gap(last: _Character, character: _Character) -> bool:
    """Return whether there is room between two characters; PDFium also infers blanks where there is none."""
    return character.left - last.right > _WORD_GAP * (character.top - character.bottom)


def _printed_line(characters: list[_Character]) -> PrintedLine:
    text = replace_radicals("".join(character.text for character in characters)).strip()
    # PDFium replaces a hyphen that divides a word at the end of a line by one of these marks.
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
        columns=1 + sum(_has_column_gap(before, after) for before, after in pairwise(printed)),
    )


def _has_column_gap(before: _Character, after: _Character) -> bool:
    return after.left - before.right > _COLUMN_GAP * (after.top - after.bottom)
