"""The outline of a document: which paragraph stands under which headings.

A paragraph begins a section when the file format marks it as a heading, or when it begins with a number that the
sequence expects there. A number out of sequence ("第三条规定的…") is text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.chunking.numbering import Number, Rank, leading_number
from qa.language import clauses, sentences
from qa.types import Document, Section, Span

_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 40
_LARGEST_GAP = 3
_TERMINAL = "。；;！!？?，,：:"
_FIRST_ARTICLE = (Rank.ARTICLE, 1)
_LEVELS = 10
"""levels of format headings stand above all numbers"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the body that is not blank, without the white space around it."""

    span: Span
    text: str


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of a document's body, in order."""
    text, body = document.text, document.body
    found = re.compile(r"\S(?:[^\n]*\S)?").finditer(text, body.start, body.end)
    return tuple(Paragraph(Span(m.start(), m.end()), m[0]) for m in found)


def outline(document: Document) -> tuple[Section, ...]:
    """The sections of a document's body, in order; they cover all its paragraphs and do not overlap.

    A section reaches from its heading to the next heading of any rank, so its text stands directly under its heading.
    """
    lines = paragraphs(document)
    if not lines:
        return ()
    starts = list(_section_starts(document, lines))
    if not starts or starts[0].line > 0:
        starts.insert(0, _Start(0, (), None, False))
    ends = [start.line for start in starts[1:]] + [len(lines)]
    return tuple(
        Section(
            Span(lines[start.line].span.start, lines[end - 1].span.end),
            start.path,
            start.list_path,
            is_bare=start.stands_alone and end == start.line + 1,
        )
        for start, end in zip(starts, ends, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Start:
    line: int
    path: tuple[str, ...]
    list_path: tuple[str, ...] | None
    stands_alone: bool


def _section_starts(document: Document, lines: tuple[Paragraph, ...]) -> Iterator[_Start]:
    marked = {heading.span.start: heading.level for heading in document.headings}
    path = _Path(document.metadata.title)
    rows = {row.start for table in document.tables for row in table.rows}
    numbers = _numbers(lines)
    sequence = _Sequence(numbers)
    for position, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        if line.span.start in rows:
            continue
        level = marked.get(line.span.start)
        if level is not None:
            height = level - _LEVELS
        elif number and sequence.expects(number):
            height = int(number.rank)
        else:
            continue
        sequence.advance(height, number)
        above = path.above(height)
        in_article = any(entry.height == Rank.ARTICLE for entry in above)
        is_item = level is None and number is not None and (in_article or _is_item(lines, numbers, position, number))
        if not in_article:
            path.enter(height, _heading_text(line.text, number))
        list_path = path.titles(above) if is_item else None
        yield _Start(position, path.titles(), list_path, level is not None or _stands_alone(line.text))


def _numbers(lines: Sequence[Paragraph]) -> list[Number | None]:
    """The numbers that the lines begin with.

    Where 一、 stands alone on its line before 第一条, articles are below it, else it is below them.
    """
    numbers = [leading_number(line.text) for line in lines]
    first = next((n for n, number in enumerate(numbers) if number and (number.rank, number.value) == _FIRST_ARTICLE), 0)
    above = [
        _stands_alone(line.text)
        for line, number in zip(lines[:first], numbers, strict=False)
        if number and number.rank == Rank.FIRST
    ]
    if not above or not all(above):
        return numbers
    return [
        replace(number, rank=Rank.GROUP)
        if number and number.rank == Rank.FIRST and _stands_alone(line.text)
        else number
        for line, number in zip(lines, numbers, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Open:
    height: int
    title: str


class _Path:
    """The headings that are open at a line; the document's own title is not one of them."""

    def __init__(self, document_title: str) -> None:
        self._document_title = document_title
        self._open: list[_Open] = []

    def above(self, height: int) -> list[_Open]:
        """The open headings that stay open when one of this height begins."""
        return [entry for entry in self._open if entry.height < height]

    def enter(self, height: int, title: str) -> None:
        self._open = [*self.above(height), _Open(height, title)]

    def titles(self, entries: list[_Open] | None = None) -> tuple[str, ...]:
        shown = self._open if entries is None else entries
        return tuple(entry.title for entry in shown if entry.title != self._document_title)


class _Sequence:
    """The last number seen of each rank; a higher heading makes the ranks below articles begin anew."""

    def __init__(self, numbers: Sequence[Number | None]) -> None:
        self._last: dict[int, tuple[int, int]] = {}
        self._set_off = {
            (number.rank, number.value, number.inserted) for number in numbers if number and number.is_set_off
        }

    def expects(self, number: Number) -> bool:
        """Whether a paragraph with this number can begin a section here.

        Collections of excerpts leave out articles; a blank behind the number says then that it is no reference. One
        without is a reference where the same number stands elsewhere with a blank behind it: 第三条以外的情形….
        """
        last, inserted = self._last.get(number.rank, (0, 0))
        if number.is_reference or (number.rank <= Rank.ARTICLE and self._stands_elsewhere(number)):
            return False
        if number.inserted:
            return (last, inserted) < (number.value, number.inserted)
        skips = number.rank <= Rank.ARTICLE and number.is_set_off
        return number.value == 1 or (last < number.value and (skips or number.value <= last + _LARGEST_GAP))

    def _stands_elsewhere(self, number: Number) -> bool:
        return not number.is_set_off and (number.rank, number.value, number.inserted) in self._set_off

    def advance(self, height: int, number: Number | None) -> None:
        # Articles are counted through a whole law, whatever chapter they stand in, and chapters through its subparts.
        # An annex has numbers of its own.
        lowest = height if height == Rank.ANNEX else max(height, Rank.ARTICLE)
        self._last = {rank: last for rank, last in self._last.items() if rank <= lowest}
        if number:
            self._last[number.rank] = (number.value, number.inserted)


def _is_item(lines: Sequence[Paragraph], numbers: Sequence[Number | None], position: int, number: Number) -> bool:
    """Whether a numbered paragraph is an item of a list and not a heading with text below it.

    A short one is where it follows the item before it, or the next one follows it, with nothing between.
    """
    if number.rank < Rank.THIRD:
        return False
    beside = (*numbers[max(0, position - 1) : position], *numbers[position + 1 : position + 2])
    steps = {other.value - number.value for other in beside if other and other.rank == number.rank}
    return not _stands_alone(lines[position].text) or not steps.isdisjoint((-1, 1))


def _stands_alone(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text[-1] not in _TERMINAL


def _heading_text(text: str, number: Number | None) -> str:
    """A heading as it is shown in a path: the line, or what introduces it where the text runs on behind it."""
    if number and number.rank == Rank.ARTICLE:
        return text[: number.length]
    if _stands_alone(text) or not number:
        return " ".join(text.split())
    sentence = sentences(text)[0]
    first_clause = clauses(text, sentence)[0]
    for part in (sentence, first_clause):
        title = text[part.start : part.end].rstrip(_TERMINAL)
        if number.length < len(title) <= _LONGEST_RUN_IN:
            return title
    return text[: number.length].rstrip("、．.")
