"""Find the footnotes of printed pages, and the watermarks under their text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from qa.reading.formats.printed_lines import PrintedLine

NOTE_MARK = re.compile(
    r"[\u2460-\u2473\u24f5-\u24fe]|[\[〔［(（]\d{1,2}[\]〕］)）]|[*＊※†]|\d{1,2}\s|[¹²³⁴-⁹]|注\s*\d{0,2}\s*[:：]"
)
"""matches the mark at the beginning of a footnote"""
_SMALLER = 0.92
"""maximum height of the characters of a footnote, in units of the usual height"""
_SAME_PLACE = 4.0
"""maximum distance in points between a watermark's places on two pages"""
_REPEATED = 0.6
"""minimum share of pages that repeat a watermark"""
_LARGE = 1.4
"""minimum height of a watermark on a single page, in units of the usual height"""


def with_footnotes(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Return the lines of each page, with the footnotes at its end marked as notes."""
    heights = [line.height for lines in pages for line in lines if not line.is_note]
    smaller = _SMALLER * median(heights) if heights else 0
    return [_with_footnotes(lines, smaller) for lines in pages]


def _with_footnotes(lines: Sequence[PrintedLine], smaller: float) -> list[PrintedLine]:
    text = [line for line in lines if not line.is_note]
    first = len(text)
    while first and text[first - 1].height < smaller:
        first -= 1
    while first < len(text) and not NOTE_MARK.match(text[first].text):
        first += 1
    # A page mostly in small characters is a special page, such as a table of contents, without footnotes.
    if 2 * first < len(text):
        return list(lines)
    notes = {id(line) for line in text[first:]}
    return [replace(line, is_note=True) if id(line) in notes else line for line in lines]


def without_watermarks(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Return the lines of each page without watermarks and without numbers that were stamped onto the pages.

    A faint line is a watermark if most pages repeat it in the same place, or if it is large and overlaps the text. An
    annotation is a stamp if most pages repeat it. A repeated line may have other digits on each page.
    """
    same: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for line in lines:
            if line.is_faint or _is_stamp(line):
                same[_place(line)].append(page)
    repeated = {place for place, on in same.items() if len(set(on)) >= max(2, _REPEATED * len(pages))}
    heights = [line.height for lines in pages for line in lines if not line.is_faint]
    large = _LARGE * median(heights) if heights else float("inf")

    def is_watermark(line: PrintedLine, lines: Sequence[PrintedLine]) -> bool:
        if not line.is_faint and not _is_stamp(line):
            return False
        return _place(line) in repeated or (line.height > large and any(_overlap(line, other) for other in lines))

    return [[line for line in lines if not is_watermark(line, lines)] for lines in pages]


def _is_stamp(line: PrintedLine) -> bool:
    """Return whether a line is an annotation, which may be a stamped number; lines of annotations have no height."""
    return line.is_note and not line.height


def _place(line: PrintedLine) -> tuple[str, int, int]:
    return re.sub(r"\d+", "#", line.text), round(line.left / _SAME_PLACE), round(line.bottom / _SAME_PLACE)


def _overlap(line: PrintedLine, other: PrintedLine) -> bool:
    """Return whether a line overlaps ``other``; false if ``other`` is faint, a footnote or an annotation."""
    if other.is_faint or other.is_note:
        return False
    across = min(line.right, other.right) - max(line.left, other.left)
    return across > 0 and min(line.top, other.top) > max(line.bottom, other.bottom)
