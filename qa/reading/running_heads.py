"""What belongs to the pages of a PDF and not to its text: running heads and feet, page numbers.

A line at the edge of a page belongs to it where other pages have the same in the same place and it is set off from the
text. A header row that a table repeats on its next pages is left out there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

_EDGE_LINES = 2
"""how many lines at the top and at the bottom of a page may belong to the page and not to the text"""
_SAME_PLACE = 4.0
"""points by which a running head may move from page to page"""
_REPEATED = 0.6
_SET_OFF = 1.6
"""a distance of so many times the usual one sets a line off from the text"""
_OTHER_SIZE = 0.1
_PRINTED = re.compile(r"\d{2,4}/\d{1,2}/\d{1,2}[,，]? .{0,8}\d{1,2}:\d{2}.*|(?:https?|file)://\S+( \d+/\d+)?")
"""what browsers print at the edges of a page: the time and the title, the address and the number of the page"""
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?(\d{1,4}|[ivxlc]{1,6})\s*(?:页)?(?:\s*[/，,]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–·•\s]*",
    re.IGNORECASE,
)
_MARKED_NUMBER = re.compile(r"[-—–·•].*[-—–·•]|.*页", re.DOTALL)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page with its box, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    columns: int = 1
    """how many parts with wide room between them"""

    @property
    def height(self) -> float:
        """Of its characters."""
        return self.top - self.bottom

    @property
    def is_row(self) -> bool:
        """Whether it is the row of a table."""
        return self.columns > 2


@dataclass(frozen=True, slots=True)
class _Edge:
    """The lines at the top or at the bottom of a page, from its edge inwards, one more than may belong to the page."""

    page: int
    lines: tuple[PrintedLine, ...]


def without_running_heads(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The lines of the pages that are their text."""
    edges = [edge for page, lines in enumerate(pages) for edge in _edges(page, lines)]
    pitch, size = _usual(pages)
    left_out = {id(line) for edge in edges for line in edge.lines[:_EDGE_LINES] if _PRINTED.fullmatch(line.text)}
    left_out |= {id(line) for line in _running_heads(edges, len(pages), pitch, size)}
    kept = [[line for line in lines if id(line) not in left_out] for lines in pages]
    left_out = {id(line) for line in _page_numbers(kept, pitch, size)}
    return [[line for line in lines if id(line) not in left_out] for lines in kept]


def _edges(page: int, lines: Sequence[PrintedLine]) -> tuple[_Edge, _Edge]:
    by_height = sorted(lines, key=lambda line: -line.top)
    most = _EDGE_LINES + 1
    return _Edge(page, tuple(by_height[:most])), _Edge(page, tuple(by_height[most:][-most:][::-1]))


def _usual(pages: Sequence[Sequence[PrintedLine]]) -> tuple[float, float]:
    """The distance from line to line and the height of the characters in most of a document."""
    pitches = [a.bottom - b.bottom for lines in pages for a, b in pairwise(lines) if a.bottom > b.bottom]
    heights = [line.height for lines in pages for line in lines]
    return median(pitches) if pitches else 0, median(heights) if heights else 0


def _running_heads(edges: Sequence[_Edge], pages: int, pitch: float, size: float) -> Iterator[PrintedLine]:
    alike: dict[tuple[str, int], list[tuple[int, PrintedLine]]] = defaultdict(list)
    for edge in edges:
        for line in edge.lines:
            alike[re.sub(r"\d+", "#", line.text), round(line.bottom / _SAME_PLACE)].append((edge.page, line))
    repeated = [lines for found in alike.values() if (lines := _repeated(found, pages))]
    seen = {id(line) for lines in repeated for line in lines}
    heads: set[int] = set()
    set_off: set[int] = set()
    for edge in edges:
        run = list(takewhile(lambda line: id(line) in seen, edge.lines))
        # Where more lines are alike than a page has heads, the pages are: one form for several people.
        if run and len(run) <= _EDGE_LINES:
            heads |= set(map(id, run))
            if len(run) == len(edge.lines) or _is_set_off(run[-1], edge.lines[len(run)], pitch, size):
                set_off |= set(map(id, run))
    for lines in repeated:
        found = [line for line in lines if id(line) in heads]
        of_the_page = 2 * sum(id(line) in set_off for line in found) > len(found) and not _is_larger(found[0], size)
        yield from found if of_the_page else [line for line in found[1:] if line.is_row]


def _repeated(found: Sequence[tuple[int, PrintedLine]], pages: int) -> list[PrintedLine]:
    """Those lines, equal but for their numbers, whose numbers are equal too or rise with the page.

    None unless most pages have them, or most left or right ones.
    """
    numbers = [[int(digits) for digits in re.findall(r"\d+", line.text)] for _, line in found]
    agree = [True] * len(found)
    for place in zip(*numbers, strict=True):
        risen = [number - page for number, (page, _) in zip(place, found, strict=True)]
        usual, values = max(((*Counter(v).most_common(1)[0], v) for v in (place, risen)), key=lambda c: c[1])[::2]
        agree = [so_far and value == usual for so_far, value in zip(agree, values, strict=True)]
    on = {page for (page, _), so in zip(found, agree, strict=True) if so}
    for some in (range(pages), range(0, pages, 2), range(1, pages, 2)):
        if len(on.intersection(some)) >= max(2, _REPEATED * len(some)):
            return [line for (_, line), so in zip(found, agree, strict=True) if so]
    return []


def _is_set_off(line: PrintedLine, text: PrintedLine, pitch: float, size: float) -> bool:
    """Whether a line at the edge stands apart from the one beside it, or is set smaller."""
    return abs(line.bottom - text.bottom) > _SET_OFF * pitch or line.height < (1 - _OTHER_SIZE) * size


def _is_larger(line: PrintedLine, size: float) -> bool:
    return line.height > (1 + _OTHER_SIZE) * size


def _page_numbers(pages: Sequence[Sequence[PrintedLine]], pitch: float, size: float) -> Iterator[PrintedLine]:
    """The outermost lines that are numbers, where they follow the pages or are marked: - 3 -, 第3页."""
    found: list[tuple[int, PrintedLine, int, bool]] = []
    for page, lines in enumerate(pages):
        by_height = sorted(lines, key=lambda line: -line.top)
        for outermost in (by_height, by_height[1:][::-1]):
            if outermost and (match := _PAGE_NUMBER.fullmatch(outermost[0].text)):
                alone = len(outermost) < 2 or _is_set_off(outermost[0], outermost[1], pitch, size)
                found.append((page, outermost[0], _value(match[1]) - page, alone))
    pages_of = Counter(offset for _, offset in {(page, offset) for page, _, offset, _ in found})
    for _, line, offset, alone in found:
        if _MARKED_NUMBER.fullmatch(line.text) or pages_of[offset] > 1 or (offset == 1 and alone):
            yield line


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(v if v >= after else -v for v, after in zip(values, [*values[1:], 0], strict=True))
