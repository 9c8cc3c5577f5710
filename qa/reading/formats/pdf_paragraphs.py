"""Join the printed lines of pages (PDF, OFD and pictures) into paragraphs."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import itemgetter
from statistics import median

from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.hanging_indent import BEGINS_ITEM, IndentedLine, continues_hanging
from qa.reading.formats.page_columns import Block, page_blocks
from qa.reading.formats.page_notes import NOTE_MARK
from qa.reading.formats.printed_lines import PrintedLine

_FULL_LINE = 2.2
"""minimum distance from the right edge, in characters, of a short line that ends a sentence; no paragraph continues
after a short line"""
_BROKEN_LINE = 6.0
"""minimum distance from the right edge, in characters, of a short line that does not end a sentence; it is larger,
because a line also ends early if the next begins with a long word"""
_TERMINAL = "。！？：；!?:;"
_INDENT = 1.2
"""minimum indent of a new paragraph, in characters"""
_PARAGRAPH_GAP = 1.6
"""distance between lines, in units of the usual distance, above which they belong to separate paragraphs"""
_LEAST_HEIGHT = 0.1
"""least height of characters in points; the characters of a damaged file may have no height"""
_CONTENTS_ENTRY = re.compile(r".*(?:…|\.{3}|·{3}|．{3})[…\s.·．]*[（(]?\d+[）)]?")
"""matches an entry of a table of contents with its page number: 第三条 入社条件……2"""
_OTHER_HEIGHT = 0.35
"""maximum relative difference in character height between two lines of a paragraph"""


def join_paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> ExtractedText:
    """Join lines into paragraphs, also across columns and pages.

    Footnotes do not interrupt a paragraph: they come after the last paragraph of their page, wherever it ends, or
    before it if it begins on this page and continues on another.

    Args:
        pages: the lines of each page, in the order in which they are read.

    Returns:
        The text, with the position at which each page begins.
    """
    joined = _Paragraphs()
    first: IndentedLine | None = None
    before: IndentedLine | None = None
    layout: _Layout | None = None
    text_pages = [[line for line in lines if not line.is_note] for lines in pages]
    for page, (lines, blocks) in enumerate(zip(text_pages, page_blocks(text_pages), strict=True)):
        for block in blocks:
            layout = _Layout.of(block, layout)
            placed = [layout.placed(line) for line in block.lines]
            for position, (line, after) in enumerate(zip(placed, [*placed[1:], None], strict=True)):
                is_first = line.line is lines[0]
                is_below = position > 0 or (before and not is_first and line.line.bottom < before.line.bottom)
                if first and before and layout.continues((first, before), line, after, bool(is_below)):
                    joined.continue_paragraph(line.line.text, page)
                else:
                    joined.begin_paragraph(line.line.text, page)
                    first = line
                before = line
        joined.add_notes([line for line in pages[page] if line.is_note], page)
    return joined.extracted(len(pages))


@dataclass(eq=False, slots=True)
class _Paragraph:
    """A paragraph or a note, to which lines are still added."""

    pieces: list[str]
    pages: list[int]
    """the page of each piece"""

    @classmethod
    def of(cls, text: str, page: int) -> "_Paragraph":
        """Begin a paragraph with a line of a page."""
        return cls([text], [page])

    @property
    def first(self) -> int:
        """The page on which it begins."""
        return self.pages[0]

    @property
    def last(self) -> int:
        """The page on which it ends."""
        return self.pages[-1]

    def add(self, text: str, page: int) -> None:
        """Add a line of a page."""
        _append(self.pieces, text)
        self.pages.append(page)

    def length_before(self, page: int) -> int:
        """Return the number of characters that precede a page."""
        return sum(map(len, self.pieces[: bisect_left(self.pages, page)]))


class _Paragraphs:
    """Collects the paragraphs and notes of a document in the order of its pages."""

    def __init__(self) -> None:
        self._paragraphs: list[_Paragraph] = []
        self._notes: list[_Paragraph] = []

    def begin_paragraph(self, text: str, page: int) -> None:
        """Add a line that begins a paragraph."""
        self._paragraphs.append(_Paragraph.of(text, page))

    def continue_paragraph(self, text: str, page: int) -> None:
        """Add a line that continues the last paragraph."""
        self._paragraphs[-1].add(text, page)

    def add_notes(self, lines: Sequence[PrintedLine], page: int) -> None:
        """Add the notes of a page.

        A line without the mark of a note continues the note above it on the page, unless it is an annotation, which has
        no height.
        """
        for line in lines:
            is_below = bool(self._notes) and self._notes[-1].first == page
            if is_below and line.height and not NOTE_MARK.match(line.text):
                self._notes[-1].add(line.text, page)
            else:
                self._notes.append(_Paragraph.of(line.text, page))

    def extracted(self, pages: int) -> ExtractedText:
        """Return the text with the position at which each page begins.

        A page without lines begins where the next page begins.

        Args:
            pages: the number of pages.
        """
        ordered = self._in_order()
        texts = ["".join(paragraph.pieces) for paragraph in ordered]
        text = "\n".join(texts)
        begins = [*accumulate((len(text) + 1 for text in texts), initial=0)]
        begins[-1] = len(text)
        begin_of = dict(zip(map(id, ordered), begins, strict=False))
        starts: list[int] = []
        for page in range(pages):
            before = bisect_left(self._paragraphs, page, key=_first_page)
            paragraph = self._paragraphs[before - 1] if before else None
            if paragraph and paragraph.last >= page:
                starts.append(begin_of[id(paragraph)] + paragraph.length_before(page))
            else:
                starts.append(begins[bisect_left(ordered, page, key=_first_page)])
        return ExtractedText(text, pages=tuple(starts))

    def _in_order(self) -> list[_Paragraph]:
        """Return the paragraphs with the notes between them, ordered by the page on which they begin."""
        places = [((number, 1), paragraph) for number, paragraph in enumerate(self._paragraphs)]
        for note in self._notes:
            number = bisect_right(self._paragraphs, note.first, key=_first_page) - 1
            precedes = number >= 0 and self._paragraphs[number].first == note.first < self._paragraphs[number].last
            places.append(((number, 0 if precedes else 2), note))
        return [paragraph for _, paragraph in sorted(places, key=itemgetter(0))]


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
    def of(cls, block: Block, above: "_Layout | None") -> "_Layout":
        """Measure the lines of a block; a single line gets the pitch of ``above``, or 0 if no block stands above."""
        pitches = [a.bottom - b.bottom for a, b in pairwise(block.lines) if a.bottom > b.bottom]
        width = max(median(line.height for line in block.lines), _LEAST_HEIGHT)
        left = min(line.left for line in block.lines)
        pitch = median(pitches) if pitches else (above.pitch if above else 0)
        return cls(left, block.edge, width, pitch)

    def placed(self, line: PrintedLine) -> IndentedLine:
        """Return a line of the block with its indents."""
        indent, room = line.left - self.left, self.right - line.right
        return IndentedLine(line, indent / self.width, room / self.width, (self.right - self.left) / self.width)

    def continues(
        self,
        paragraph: tuple[IndentedLine, IndentedLine],
        line: IndentedLine,
        after: IndentedLine | None,
        is_below: bool,
    ) -> bool:
        """Return whether a line continues a paragraph.

        Args:
            paragraph: the first and the last line of the paragraph so far.
            line: the line.
            after: the line below it; ``None`` at the end of the block.
            is_below: whether it stands below the line before it; otherwise it begins a column or page.
        """
        before = paragraph[1].line
        is_sentence_end = before.text[-1] in _TERMINAL
        if paragraph[1].room >= (_FULL_LINE if is_sentence_end else _BROKEN_LINE):
            return False
        if _are_rows(before, line.line) or _CONTENTS_ENTRY.fullmatch(before.text):
            return False
        if is_sentence_end and BEGINS_ITEM.match(line.line.text):
            return False
        is_near = not is_below or 0 < before.bottom - line.line.bottom <= _PARAGRAPH_GAP * self.pitch
        heights = before.height, line.line.height
        if not is_near or abs(heights[0] - heights[1]) > _OTHER_HEIGHT * max(heights):
            return False
        if line.indent <= _INDENT:
            return paragraph[0] is not paragraph[1] or not paragraph[1].is_set_apart
        return continues_hanging(paragraph, line, after, _FULL_LINE)


def _are_rows(before: PrintedLine, line: PrintedLine) -> bool:
    """Return whether one of two lines is the row of a table.

    A line of three or more parts is a row. If the first line has two parts, it is a row too, unless it is a list item
    and the second line has one part: the gap in the item may follow its number.
    """
    is_item = BEGINS_ITEM.match(before.text) is not None
    return before.is_row or line.is_row or (before.columns > 1 and (line.columns > 1 or not is_item))


def _first_page(paragraph: _Paragraph) -> int:
    return paragraph.first


def _append(pieces: list[str], line: str) -> None:
    """Append a line to a paragraph; join a divided Latin word, and separate other Latin words and digits by a blank."""
    last = pieces[-1]
    if re.search(r"[A-Za-z]-$", last) and line[0].islower():
        pieces[-1] = last[:-1]
    elif last[-1].isascii() and line[0].isascii() and last[-1].isalnum() and line[0].isalnum():
        pieces[-1] = f"{last} "
    pieces.append(line)
