"""Join the printed lines of a PDF into paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qa.language.official import PARAGRAPH_NUMBER
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.page_columns import Block, page_blocks
from qa.reading.formats.printed_lines import PrintedLine

_FULL_LINE = 2.2
"""largest distance of a full line from the right edge, in characters; a full line's paragraph may continue"""
_BROKEN_LINE = 6.0
"""the same for a line that does not end like a sentence: a word that cannot be divided leaves more room"""
_TERMINAL = "。！？：；!?:;"
_NUMBERED = re.compile(PARAGRAPH_NUMBER)
_INDENT = 1.2
"""the least indent of a new paragraph, in characters"""
_PARAGRAPH_GAP = 1.6
"""the distance between lines, in units of the usual distance, above which the lines are separate paragraphs"""
_OTHER_HEIGHT = 0.35
"""the share by which the characters of two lines of one paragraph may differ in height"""


def join_paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> ExtractedText:
    """Join lines into paragraphs, also across columns and pages.

    Args:
        pages: the lines of each page, in the order of its content.

    Returns:
        The text, with the position at which each page begins.
    """
    text = ""
    starts: list[int] = []
    before: PrintedLine | None = None
    is_before_full = False
    for lines, blocks in zip(pages, page_blocks(pages), strict=True):
        if not lines:
            starts.append(len(text))
        for block in blocks:
            layout = _Layout.of(block)
            for position, line in enumerate(block.lines):
                if before is None:
                    text = line.text
                elif is_before_full and layout.continues(
                    before, line, position > 0 or (line is not lines[0] and line.bottom < before.bottom)
                ):
                    text = _append(text, line.text)
                else:
                    text += f"\n{line.text}"
                if line is lines[0]:
                    starts.append(len(text) - len(line.text))
                before, is_before_full = line, layout.is_full(line)
    return ExtractedText(text, pages=tuple(starts))


@dataclass(frozen=True, slots=True)
class _Layout:
    """The measures of the text of a column or page, in points."""

    left: float
    right: float
    width: float
    """the width of a character"""
    pitch: float
    """the distance from line to line"""

    @classmethod
    def of(cls, block: Block) -> "_Layout":
        """Measure the lines of a block."""
        pitches = [a.bottom - b.bottom for a, b in pairwise(block.lines) if a.bottom > b.bottom]
        width = median(line.height for line in block.lines)
        left = min(line.left for line in block.lines)
        return cls(left, block.edge, width, median(pitches) if pitches else 0)

    def is_full(self, line: PrintedLine) -> bool:
        """Return whether a line reaches the right edge of the text."""
        room = _FULL_LINE if line.text[-1] in _TERMINAL else _BROKEN_LINE
        return line.right > self.right - room * self.width

    def continues(self, before: PrintedLine, line: PrintedLine, is_below: bool) -> bool:
        """Return whether a line continues the paragraph of a full line before it.

        Args:
            before: the line before it.
            line: the line.
            is_below: whether it stands below the line before it; otherwise it begins a column or page.
        """
        if before.is_row or line.is_row:
            return False
        if before.text[-1] in _TERMINAL and _NUMBERED.match(line.text):
            return False
        is_indented = line.left > self.left + _INDENT * self.width
        is_near = not is_below or 0 < before.bottom - line.bottom <= _PARAGRAPH_GAP * self.pitch
        is_same_size = abs(before.height - line.height) <= _OTHER_HEIGHT * max(before.height, line.height)
        return is_near and is_same_size and not is_indented


def _append(text: str, line: str) -> str:
    """Append a line to a paragraph: a divided word is joined, and two Latin words are separated by a blank."""
    if re.search(r"[A-Za-z]-$", text) and line[0].islower():
        return text[:-1] + line
    between_words = text[-1].isascii() and line[0].isascii() and text[-1].isalnum() and line[0].isalnum()
    return f"{text} {line}" if between_words else text + line
