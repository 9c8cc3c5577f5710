"""The outline of a document: the sections of its body, each with the headings above it.

A paragraph begins a section if the file format marks it as a heading, if it begins with a number that is next in its
sequence, or if it is one of the headings 附则 and 前言. A number out of sequence ("第三条规定的…") is text.
"""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.chunking.annexes import annex_list_lines, is_annex_heading
from qa.chunking.contents import CONTENTS, contents_lines, listed_title
from qa.chunking.number_sequence import NumberSequence, clause_of
from qa.chunking.numbering import Number, Rank, bare_number, leading_number
from qa.chunking.paragraphs import Paragraph, paragraphs
from qa.chunking.supplementary import height_beside, is_preface, is_supplementary
from qa.language import clauses, sentences
from qa.types import Document, Section, Span

_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 40
"""maximum number of characters of a heading that is followed by text on the same line"""
_TERMINAL = "。；;！!？?，,：:"
_PREFACE = Rank.ENUMERATION + 1
"""the height of 前言: any other heading and a table of contents end it"""
_SENTENCE_END = "。！!？?"
_FIRST_ARTICLE = (Rank.ARTICLE, 1)
_LEVELS = 10
"""subtracted from the level of a heading that the format marks, so that the heading ranks above every numbered one"""


def outline(document: Document) -> tuple[Section, ...]:
    """Return the sections of a document's body in order; they cover all its paragraphs and do not overlap.

    A section reaches from its heading to the next heading of any rank, so its text stands directly below its heading.
    """
    lines = paragraphs(document)
    if not lines:
        return ()
    starts = list(_section_starts(document, lines))
    if not starts or starts[0].line > 0:
        starts.insert(0, _SectionStart(0, (), None, False))
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
class _SectionStart:
    line: int
    path: tuple[str, ...]
    list_path: tuple[str, ...] | None
    stands_alone: bool


def _section_starts(document: Document, lines: tuple[Paragraph, ...]) -> Iterator[_SectionStart]:
    path = _HeadingPath(document.metadata.title)
    rows = {row.start for table in document.tables for row in table.rows}
    marked = {heading.span.start: heading.level for heading in document.headings if heading.span.start not in rows}
    contents = contents_lines(lines)
    lists = dict.fromkeys(annex_list_lines([line.text for line in lines]), ()) | dict.fromkeys(contents, (CONTENTS,))
    numbers = _with_listed(lines, contents, _leading_numbers(lines, lists))
    sequence = NumberSequence(numbers)
    for position, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        if position in lists:
            if lists.get(position - 1) != lists[position]:
                path.leave(_PREFACE)
                yield _SectionStart(position, lists[position], None, False)
            continue
        level = marked.get(line.span.start)
        height = None if level is None else level - _LEVELS
        if level is None and line.span.start not in rows:
            follows_sentence = position > 0 and lines[position - 1].text[-1] in _SENTENCE_END
            is_expected = number is not None and sequence.expects(number, follows_sentence)
            height = _height(number if is_expected else None, path, _texts(lines, position))
        if height is None:
            if position - 1 in contents:
                yield _SectionStart(position, path.titles(), None, False)
            continue
        sequence.advance(height, number)
        above = path.above(height, clause_of(number) if level is None else ())
        in_article = any(entry.height == Rank.ARTICLE for entry in above)
        is_item = level is None and number is not None and (in_article or _is_item(lines, numbers, position, number))
        if not in_article:
            path.enter(height, _heading_text(line.text, number), clause_of(number) if level is None else ())
        list_path = path.titles(above) if is_item else None
        yield _SectionStart(position, path.titles(), list_path, level is not None or _stands_alone(line.text))


def _height(number: Number | None, path: "_HeadingPath", texts: Sequence[str]) -> int | None:
    """Return the height in the outline of a heading that the format does not mark; ``None`` for any other line.

    A height is a number like those of :class:`Rank`: the smaller, the higher in the outline.

    Args:
        number: the number at the beginning of the line, if it is next in its sequence.
        path: the headings above the line.
        texts: the line and, unless it is the last one, the line below it.
    """
    if is_preface(texts[0]):
        return _PREFACE
    if is_supplementary(texts[0]):
        return height_beside(path.headings())
    if number is None:
        return None
    return int(number.rank) if number.rank != Rank.ANNEX or is_annex_heading(number, texts) else None


def _texts(lines: Sequence[Paragraph], position: int) -> list[str]:
    """Return the text of a line and of the line below it, if there is one."""
    return [line.text for line in lines[position : position + 2]]


def _leading_numbers(lines: Sequence[Paragraph], lists: Container[int]) -> list[Number | None]:
    """Return the leading number of each line; ``None`` without one, and in tables of contents and lists of annexes.

    A number without punctuation (11 试验方法) is a leading number if clauses of the document begin with it (11.1).

    一、 has the rank of a heading above the articles (``Rank.GROUP``) if its line is a heading without text, at least
    one 一、 stands before 第一条, and all lines with 一、 there are headings without text. Otherwise 一、 marks an item
    of a list below the articles.
    """
    numbers = [None if n in lists else leading_number(line.text) for n, line in enumerate(lines)]
    chapters = {number.parents[0] for number in numbers if number and number.is_clause and number.is_set_off}
    if chapters:
        bare = [bare_number(line.text) if _stands_alone(line.text) else None for line in lines]
        numbers = [
            number or (new if new and new.value in chapters and n not in lists else None)
            for n, (number, new) in enumerate(zip(numbers, bare, strict=True))
        ]
    first_article = next(
        (n for n, number in enumerate(numbers) if number and (number.rank, number.value) == _FIRST_ARTICLE), 0
    )
    above = [
        _stands_alone(line.text)
        for line, number in zip(lines[:first_article], numbers, strict=False)
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


def _with_listed(
    lines: Sequence[Paragraph], contents: Collection[int], numbers: list[Number | None]
) -> list[Number | None]:
    """Return the numbers, with a higher rank for the headings that the table of contents lists: 14. 甲办法.

    In a collection, the part under such a heading may contain （一） and 1. of its own, and also 一、 of its own if the
    table lists no 一、. The numbers are returned as they are if the document has clauses (11.1), if the table lists
    list marks other than 一、, （一） and 1., or if it lists both （一） and 1. without 一、.
    """
    listed = {listed_title(lines[position].text) for position in contents}
    ranks = {number.rank for position in contents if (number := leading_number(lines[position].text))}
    below = {rank for rank in ranks if rank > Rank.ARTICLE}
    if Rank.FIRST in below:
        raised = {Rank.SECOND: Rank.LISTED_SECOND, Rank.THIRD: Rank.LISTED_THIRD}
    else:
        raised = dict.fromkeys(below if len(below) == 1 else (), Rank.GROUP)
    if not below <= {Rank.FIRST, Rank.SECOND, Rank.THIRD} or any(number and number.is_clause for number in numbers):
        return numbers
    return [
        replace(number, rank=raised[number.rank], is_set_off=True)
        if number and number.rank in raised and listed_title(line.text) in listed
        else number
        for line, number in zip(lines, numbers, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _OpenHeading:
    height: int
    title: str
    clause: tuple[int, ...]
    """the heading's number as :func:`clause_of` returns it, such as 11 and 1; empty if the format marks the heading"""


class _HeadingPath:
    """The headings above a line, called open headings; :meth:`titles` leaves out the document's own title."""

    def __init__(self, document_title: str) -> None:
        self._document_title = document_title
        self._open: list[_OpenHeading] = []

    def above(self, height: int, clause: tuple[int, ...] = ()) -> list[_OpenHeading]:
        """Return the open headings that rank above a heading of this height; a smaller height is a higher rank.

        A clause 11.2.1 does not stand under 11.1, even if there is no heading 11.2.
        """
        higher = [entry for entry in self._open if entry.height < height]
        if len(clause) < 2:
            return higher
        return [entry for entry in higher if entry.clause == clause[: len(entry.clause)]]

    def headings(self) -> list[tuple[int, str]]:
        """Return height and title of each open heading, the highest first."""
        return [(entry.height, entry.title) for entry in self._open]

    def enter(self, height: int, title: str, clause: tuple[int, ...]) -> None:
        self._open = [*self.above(height, clause), _OpenHeading(height, title, clause)]

    def leave(self, height: int) -> None:
        """Close the open headings of this height and those that rank below it."""
        self._open = self.above(height)

    def titles(self, entries: list[_OpenHeading] | None = None) -> tuple[str, ...]:
        shown = self._open if entries is None else entries
        return tuple(entry.title for entry in shown if entry.title != self._document_title)


def _is_item(lines: Sequence[Paragraph], numbers: Sequence[Number | None], position: int, number: Number) -> bool:
    """Return whether a numbered paragraph is an item of a list rather than a heading with text below it.

    A paragraph with the number of a clause, or with a rank above 1., is no item. Any other is an item if it is long, if
    it ends with punctuation, or if a neighbouring line has the number before or after its own.
    """
    if number.rank < Rank.THIRD or number.is_clause:
        return False
    neighbours = (*numbers[max(0, position - 1) : position], *numbers[position + 1 : position + 2])
    steps = {neighbour.value - number.value for neighbour in neighbours if neighbour and neighbour.rank == number.rank}
    return not _stands_alone(lines[position].text) or not steps.isdisjoint((-1, 1))


def _stands_alone(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text[-1] not in _TERMINAL


def _heading_text(text: str, number: Number | None) -> str:
    """Return the heading on a line.

    - An article: its number.
    - A line without text after the heading, or a heading that the format marks without a number: the whole line.
    - A clause of a standard with text: its number.
    - Any other line: its first sentence or its first clause, if short enough for a heading; otherwise its number.
    """
    if number and number.rank == Rank.ARTICLE:
        return text[: number.length].strip("【】")
    if _stands_alone(text) or not number:
        return " ".join(text.split())
    sentence = sentences(text)[0]
    first_clause = clauses(text, sentence)[0]
    if number.is_clause:
        return text[: number.length].strip()
    for part in (sentence, first_clause):
        title = text[part.start : part.end].rstrip(_TERMINAL)
        if number.length < len(title) <= _LONGEST_RUN_IN:
            return title
    return text[: number.length].rstrip("、．.")
