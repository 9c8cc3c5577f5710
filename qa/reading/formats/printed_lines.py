"""The printed lines of a page, and how they are read from a PDF file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.reading.formats.invisible import without_invisible
from qa.reading.formats.letterspacing import close_up
from qa.reading.formats.look_alikes import replace_look_alikes
from qa.reading.formats.pdf_characters import Character, PageCharacters, free_texts, page_characters
from qa.reading.formats.raised_digits import PlacedText, shown_texts

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_HYPHENS = ("\u00ad", "\ufffe", "\x02")
_WORD_GAP = 0.1
"""minimum gap between two words, in character heights"""
_COLUMN_GAP = 1.5
"""minimum gap between two columns, in character heights; a full-width blank is narrower"""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page with its box, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    columns: int = 1
    """number of parts that are separated by wide gaps"""
    page_width: float = 0
    """width of the page in points; 0 if it is unknown"""
    is_faint: bool = False
    """whether it is light or transparent, as watermarks are"""
    is_note: bool = False
    """whether the line is not part of the running text: a footnote, an annotation or a rotated line"""

    @property
    def height(self) -> float:
        """The height of the characters."""
        return self.top - self.bottom

    @property
    def is_row(self) -> bool:
        """Whether the line is a table row: it has three columns or more."""
        return self.columns > 2


def printed_lines(page: "PdfPage") -> list[PrintedLine]:
    """Return the lines of a page in the order of its content stream, and close the page.

    Lines that run in another direction than most, and FreeText annotations, come last and are marked as notes. PDFium's
    own line ends are ignored, because they are wrong on a page of narrow columns.
    """
    text_page = page.get_textpage()
    try:
        upright, *turned = page_characters(page, text_page)
        notes = [PrintedLine(text, 0, 0, 0, 0, is_note=True) for text in map(_one_line, free_texts(page)) if text]
    finally:
        text_page.close()
        page.close()
    lines = list(_lines(upright))
    # Lines in another direction, such as a sideways title of a table, are read after the text of the page.
    apart = [replace(line, is_note=True) for characters in turned for line in _lines(characters)]
    return [*lines, *apart, *notes]


def _one_line(text: str) -> str:
    return " ".join(without_invisible(text).split())


def _lines(page: PageCharacters) -> Iterator[PrintedLine]:
    lines: list[list[Character]] = []
    blank: Character | None = None
    for character in page.characters:
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
    printed = [line for line in (_printed_line(line, page.width) for line in lines) if line.text]
    yield from sorted(printed, key=_place) if page.is_vertical or _runs_upwards(printed) else printed


def _runs_upwards(lines: Sequence[PrintedLine]) -> bool:
    """Return whether most lines stand above the line before them, as PDFium orders some rotated texts."""
    upwards = sum(after.bottom > before.top for before, after in pairwise(lines))
    downwards = sum(after.top < before.bottom for before, after in pairwise(lines))
    return upwards > downwards


def _place(line: PrintedLine) -> tuple[int, float]:
    """Return the sort key of a line, from the top of the page to the bottom."""
    return -round((line.bottom + line.top) / max(line.height, 1)), line.left


def _is_on_line(line: list[Character], character: Character) -> bool:
    """Return whether a character is on the same line as the last character of a line, and not to the left of it."""
    last = line[-1]
    overlap = min(last.top, character.top) - max(last.bottom, character.bottom)
    height = min(last.top - last.bottom, character.top - character.bottom)
    return overlap > height / 2 and character.left >= last.left


def _has_word_gap(last: Character, character: Character) -> bool:
    """Return whether there is a gap between two characters; PDFium also infers blanks where there is no gap."""
    return character.left - last.right > _WORD_GAP * (character.top - character.bottom)


def _printed_line(characters: Sequence[Character], page_width: float) -> PrintedLine:
    printed = [character for character in characters if character.text != " "]
    gaps = [after.left - before.right for before, after in pairwise(printed)]
    heights = [after.top - after.bottom for after in printed[1:]]
    columns = 1 + sum(gap > _COLUMN_GAP * height for gap, height in zip(gaps, heights, strict=True))
    text = replace_look_alikes(
        "".join(shown_texts([PlacedText(c.text, c.height, c.baseline) for c in characters]))
    ).strip()
    # PDFium replaces a hyphen that divides a word at the end of a line by one of these marks.
    if text.endswith(_HYPHENS):
        text = text[:-1] + "-"
    for mark in _HYPHENS:
        text = text.replace(mark, "")
    if " " in text and columns == 1:
        text = close_up(text, _gaps_of(text, gaps))
    return PrintedLine(
        without_invisible(text),
        characters[0].left,
        characters[-1].right,
        min(character.bottom for character in characters),
        max(character.top for character in characters),
        columns,
        page_width,
        all(character.is_faint for character in printed),
    )


def _gaps_of(text: str, gaps: Sequence[float]) -> list[float]:
    """Return the gap before each letter of ``text`` except the first; empty if the number of letters has changed."""
    letters = len(text) - text.count(" ")
    return list(gaps) if letters == len(gaps) + 1 else []
