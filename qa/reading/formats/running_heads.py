"""Leave out running heads, running feet and page numbers of printed pages.

A line at the edge of a page is a running head if other pages have the same line in the same place, and a gap or a
smaller size sets it off from the text. A header row that a table repeats on each page is kept on the first page only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from qa.reading.formats.printed_lines import PrintedLine

_EDGE_LINES = 2
"""maximum number of running lines at the top of a page, and maximum number at the bottom"""
_SAME_PLACE = 4.0
"""maximum distance in points between a running head's places on two pages"""
_REPEATED = 0.6
"""minimum share of pages that have a running head, among all pages, the left pages or the right pages of the file or of
a chapter"""
_CHAPTER_PAGES = 4
"""minimum number of pages with the running head of a chapter, which the other pages of the file lack"""
_SET_OFF = 1.6
"""distance from the text, in units of the usual line distance, above which a line counts as separate"""
_OTHER_SIZE = 0.1
"""relative difference from the usual height above which characters count as smaller or larger than usual"""
_BROWSER_LINE = re.compile(r"\d{2,4}/\d{1,2}/\d{1,2}[,，]? .{0,8}\d{1,2}:\d{2}.*|(?:https?|file)://\S+( \d+/\d+)?")
"""matches a line that browsers print at the edge of a page: time and title, or address and page number"""
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*|[A-Z\d]{1,3}[-–])?(\d{1,4}|[ivxlc]{1,6})\s*(?:页)?(?:\s*[/，,]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–·•\s]*",
    re.IGNORECASE,
)
"""matches a page number; it may follow the number of a chapter: 29-1"""
_MARKED_NUMBER = re.compile(r"[-—–·•].*[-—–·•]|.*页", re.DOTALL)
"""matches a page number with a mark that numbers in the text do not have: - 3 -, 第3页"""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _Edge:
    """The outermost lines at the top or bottom of a page, from its edge inwards; at most ``_EDGE_LINES`` + 1."""

    page: int
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The usual distance from line to line in a document, and the usual height of its characters, in points."""

    pitch: float
    height: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[PrintedLine]]) -> "_Layout":
        """Measure the lines of all pages."""
        pitches = [a.bottom - b.bottom for lines in pages for a, b in pairwise(lines) if a.bottom > b.bottom]
        heights = [line.height for lines in pages for line in lines]
        return cls(median(pitches) if pitches else 0, median(heights) if heights else 0)

    def is_set_off(self, line: PrintedLine, text: PrintedLine) -> bool:
        """Return whether a line at the edge is smaller than usual, or far from ``text``, the next line inwards."""
        return abs(line.bottom - text.bottom) > _SET_OFF * self.pitch or line.height < (1 - _OTHER_SIZE) * self.height

    def is_larger(self, line: PrintedLine) -> bool:
        """Return whether the characters of a line are larger than usual."""
        return line.height > (1 + _OTHER_SIZE) * self.height


def without_running_heads(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Return the lines of each page without running heads and feet and without page numbers."""
    texts = [[line for line in lines if not line.is_note] for lines in pages]
    edges = [edge for page, lines in enumerate(texts) for edge in _edges(page, lines)]
    layout = _Layout.of(texts)
    left_out = {id(line) for edge in edges for line in edge.lines[:_EDGE_LINES] if _BROWSER_LINE.fullmatch(line.text)}
    left_out |= {id(line) for line in _running_heads(edges, len(pages), layout)}
    remaining = [[line for line in lines if id(line) not in left_out] for lines in texts]
    left_out |= {id(line) for line in _page_numbers(remaining, layout)}
    return [[line for line in lines if id(line) not in left_out] for lines in pages]


def _edges(page: int, lines: Sequence[PrintedLine]) -> tuple[_Edge, _Edge]:
    by_height = sorted(lines, key=lambda line: -line.top)
    most = _EDGE_LINES + 1
    return _Edge(page, tuple(by_height[:most])), _Edge(page, tuple(by_height[most:][-most:][::-1]))


def _running_heads(edges: Sequence[_Edge], pages: int, layout: _Layout) -> Iterator[PrintedLine]:
    same_place: dict[tuple[str, int], list[tuple[int, PrintedLine]]] = defaultdict(list)
    for edge in edges:
        for line in edge.lines:
            same_place[re.sub(r"\d+", "#", line.text), round(line.bottom / _SAME_PLACE)].append((edge.page, line))
    repeated = [lines for candidates in same_place.values() if (lines := _repeated(candidates, pages))]
    seen = {id(line) for lines in repeated for line in lines}
    heads: set[int] = set()
    set_off: set[int] = set()
    for edge in edges:
        run = list(takewhile(lambda line: id(line) in seen, edge.lines))
        # Pages with more repeated lines than a running head has are one form, filled in for several people.
        if run and len(run) <= _EDGE_LINES:
            heads |= set(map(id, run))
            if len(run) == len(edge.lines) or layout.is_set_off(run[-1], edge.lines[len(run)]):
                set_off |= set(map(id, run))
    for lines in repeated:
        same_heads = [line for line in lines if id(line) in heads]
        mostly_set_off = 2 * sum(id(line) in set_off for line in same_heads) > len(same_heads)
        if mostly_set_off and not layout.is_larger(same_heads[0]):
            yield from same_heads
        else:
            yield from (line for line in same_heads[1:] if line.is_row)


def _repeated(candidates: Sequence[tuple[int, PrintedLine]], pages: int) -> list[PrintedLine]:
    """Return the lines that repeat from page to page, with the same numbers or with numbers that count the pages.

    Args:
        candidates: pairs of the index of a page and a line on it; the lines are equal except for their numbers.
        pages: the number of pages.

    Returns:
        The lines; empty unless they repeat on most pages, on most left pages or on most right pages, of the file or
        of a chapter.
    """
    numbers = [[int(digits) for digits in re.findall(r"\d+", line.text)] for _, line in candidates]
    agree = [True] * len(candidates)
    for place in zip(*numbers, strict=True):
        offsets = [number - page for number, (page, _) in zip(place, candidates, strict=True)]
        usual, values = max(((*Counter(v).most_common(1)[0], v) for v in (place, offsets)), key=lambda c: c[1])[::2]
        agree = [agrees and value == usual for agrees, value in zip(agree, values, strict=True)]
    on_pages = {page for (page, _), agrees in zip(candidates, agree, strict=True) if agrees}
    some_pages = [range(pages), range(0, pages, 2), range(1, pages, 2)]
    if len(on_pages) >= _CHAPTER_PAGES:
        some_pages += [range(min(on_pages), max(on_pages) + 1, step) for step in (1, 2)]
    for some in some_pages:
        if len(on_pages.intersection(some)) >= max(2, _REPEATED * len(some)):
            return [line for (_, line), agrees in zip(candidates, agree, strict=True) if agrees]
    return []


def _page_numbers(pages: Sequence[Sequence[PrintedLine]], layout: _Layout) -> Iterator[PrintedLine]:
    """Yield the outermost lines of the pages that are page numbers.

    A number is a page number if at least one of these conditions holds:

    - It has a mark: - 3 -, 第3页.
    - It counts the pages: its difference from the index of the page is the same on another page.
    - It is the number of its page in the file, from 1, and is set off from the text.
    """
    candidates: list[tuple[int, PrintedLine, int, bool]] = []
    for page, lines in enumerate(pages):
        by_height = sorted(lines, key=lambda line: -line.top)
        for outermost in (by_height, by_height[1:][::-1]):
            if outermost and (match := _PAGE_NUMBER.fullmatch(outermost[0].text)):
                stands_apart = len(outermost) < 2 or layout.is_set_off(outermost[0], outermost[1])
                candidates.append((page, outermost[0], _number(match[1]) - page, stands_apart))
    pages_with = Counter(offset for _, offset in {(page, offset) for page, _, offset, _ in candidates})
    for _, line, offset, stands_apart in candidates:
        if _MARKED_NUMBER.fullmatch(line.text) or pages_with[offset] > 1 or (offset == 1 and stands_apart):
            yield line


def _number(text: str) -> int:
    """Return the value of Arabic digits or of a Roman numeral."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text.lower()]
    return sum(v if v >= after else -v for v, after in zip(values, [*values[1:], 0], strict=True))
