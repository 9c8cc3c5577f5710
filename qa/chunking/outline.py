"""The outline of a document: the sections of its body, each with the headings above it.

A paragraph begins a section if the file format marks it as a heading, or if it begins with a number that is next in its
sequence. A number out of sequence ("第三条规定的…") is text.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.chunking.annexes import annex_list_lines, is_annex_heading
from qa.chunking.contents import CONTENTS, contents_lines
from qa.chunking.numbering import Number, Rank, bare_number, leading_number
from qa.chunking.paragraphs import Paragraph, paragraphs
from qa.chunking.supplementary import height_beside, is_supplementary
from qa.language import clauses, sentences
from qa.types import Document, Section, Span

_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 40
"""maximum number of characters of a heading that is followed by text on the same line"""
_LARGEST_GAP = 3
_TERMINAL = "。；;！!？?，,：:"
_FIRST_ARTICLE = (Rank.ARTICLE, 1)
_LEVELS = 10
"""subtracted from the level of a heading that the format marks, so that it stands above every number"""


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
    numbers = _leading_numbers(lines, lists)
    sequence = _NumberSequence(numbers)
    for position, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        if position in lists:
            if lists.get(position - 1) != lists[position]:
                yield _SectionStart(position, lists[position], None, False)
            continue
        level = marked.get(line.span.start)
        height = None if level is None else level - _LEVELS
        if level is None and line.span.start not in rows:
            height = _height(number, path, sequence, _texts(lines, position))
        if height is None:
            if position - 1 in contents:
                yield _SectionStart(position, path.titles(), None, False)
            continue
        sequence.advance(height, number)
        above = path.above(height, _clause(number) if level is None else ())
        in_article = any(entry.height == Rank.ARTICLE for entry in above)
        is_item = level is None and number is not None and (in_article or _is_item(lines, numbers, position, number))
        if not in_article:
            path.enter(height, _heading_text(line.text, number), _clause(number) if level is None else ())
        list_path = path.titles(above) if is_item else None
        yield _SectionStart(position, path.titles(), list_path, level is not None or _stands_alone(line.text))


def _height(
    number: Number | None, path: "_HeadingPath", sequence: "_NumberSequence", texts: Sequence[str]
) -> int | None:
    """Return the height of a heading that the format does not mark; ``None`` for a line that is not a heading.

    Args:
        number: the number at the beginning of the line.
        path: the headings above it.
        sequence: the numbers before it.
        texts: the line and, unless it is the last one, the line below it.
    """
    if is_supplementary(texts[0]):
        return height_beside(path.headings())
    if number is None or not sequence.expects(number):
        return None
    return int(number.rank) if number.rank != Rank.ANNEX or is_annex_heading(number, texts) else None


def _texts(lines: Sequence[Paragraph], position: int) -> list[str]:
    """Return the text of a line and of the line below it, if there is one."""
    return [line.text for line in lines[position : position + 2]]


def _leading_numbers(lines: Sequence[Paragraph], lists: Container[int]) -> list[Number | None]:
    """Return the leading number of each line outside the tables of contents and lists of annexes.

    A number without punctuation (11 试验方法) is a leading number if clauses below it begin with it (11.1).

    In a document where every 一、 before 第一条 stands alone on its line, 一、 is a heading above the articles
    (``Rank.GROUP``); elsewhere it is a list mark below them.
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


@dataclass(frozen=True, slots=True)
class _OpenHeading:
    height: int
    title: str
    clause: tuple[int, ...]
    """the number of a clause or of a chapter of a standard, such as 11 and 1; empty for any other heading"""


class _HeadingPath:
    """The headings that are open at a line, without the document's own title."""

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

    def titles(self, entries: list[_OpenHeading] | None = None) -> tuple[str, ...]:
        shown = self._open if entries is None else entries
        return tuple(entry.title for entry in shown if entry.title != self._document_title)


class _NumberSequence:
    """The last number of each rank so far; a higher heading restarts the ranks below articles."""

    def __init__(self, numbers: Sequence[Number | None]) -> None:
        self._last: dict[int, tuple[int, int]] = {}
        self._interrupted: dict[int, int] = {}
        """the last number of a list of each rank before another list with the same marks began inside it"""
        self._set_off = {
            (number.rank, number.value, number.inserted) for number in numbers if number and number.is_set_off
        }
        self._chapters = {number.parents[0] for number in numbers if number and number.is_clause}
        self._clause: tuple[int, ...] = ()
        """the last number of a clause: 11, 1, 2"""

    def expects(self, number: Number) -> bool:
        """Return whether a paragraph with this number can begin a section here.

        Collections of excerpts leave out articles, so a higher number than the next one is accepted if a blank follows
        it. A number without a blank is a reference if the same number stands elsewhere with a blank: 第三条以外的情形….
        """
        last, inserted = self._last.get(number.rank, (0, 0))
        if number.is_reference or (number.rank <= Rank.ARTICLE and self._stands_elsewhere(number)):
            return False
        if number.is_clause:
            return _follows((*number.parents, number.value), self._clause)
        if number.inserted:
            return (last, inserted) < (number.value, number.inserted)
        skips = number.is_set_off and (
            number.rank <= Rank.ARTICLE or (number.rank == Rank.THIRD and number.value in self._chapters)
        )
        is_next = last < number.value and (skips or number.value <= last + _LARGEST_GAP)
        return is_next or number.value in (1, self._interrupted.get(number.rank, 0) + 1)

    def _stands_elsewhere(self, number: Number) -> bool:
        return not number.is_set_off and (number.rank, number.value, number.inserted) in self._set_off

    def advance(self, height: int, number: Number | None) -> None:
        # Articles are numbered through a whole law across its chapters, and chapters across its subparts. An annex has
        # its own numbers.
        lowest = height if height == Rank.ANNEX else max(height, Rank.ARTICLE)
        self._last = {rank: last for rank, last in self._last.items() if rank <= lowest}
        self._interrupted = {rank: last for rank, last in self._interrupted.items() if rank <= lowest}
        if height < Rank.THIRD:
            self._clause = ()
        if number and number.is_clause:
            self._clause = _clause(number)
        elif number:
            self._note_interruption(number)
            self._last[number.rank] = (number.value, number.inserted)

    def _note_interruption(self, number: Number) -> None:
        last = self._last.get(number.rank, (0, 0))[0]
        if number.value == 1 and last and number.rank > Rank.ARTICLE:
            self._interrupted[number.rank] = last
        elif number.value - 1 == self._interrupted.get(number.rank):
            del self._interrupted[number.rank]


def _follows(clause: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Return whether a clause can follow the last one: 11.1.1, 11.2, 11.2.1 (without 11.2) or 12.1 after 11.1."""
    if not last or clause[0] > last[0]:
        return all(number <= 1 for number in clause[1:])
    same = next((level for level, pair in enumerate(zip(clause, last, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return len(clause) == len(last) + 1 and clause[-1] <= 1
    is_next = last[same] < clause[same] <= last[same] + _LARGEST_GAP
    return is_next and all(number <= 1 for number in clause[same + 1 :])


def _clause(number: Number | None) -> tuple[int, ...]:
    """Return the number of a clause, or of the chapter of a standard (11); empty for any other number."""
    if number is None or not (number.is_clause or number.rank == Rank.THIRD):
        return ()
    return (*number.parents, number.value)


def _is_item(lines: Sequence[Paragraph], numbers: Sequence[Number | None], position: int, number: Number) -> bool:
    """Return whether a numbered paragraph is an item of a list rather than a heading with text below it.

    A long paragraph is an item. A short paragraph is an item if the item before or after it is the line next to it.
    """
    if number.rank < Rank.THIRD or number.is_clause:
        return False
    neighbours = (*numbers[max(0, position - 1) : position], *numbers[position + 1 : position + 2])
    steps = {neighbour.value - number.value for neighbour in neighbours if neighbour and neighbour.rank == number.rank}
    return not _stands_alone(lines[position].text) or not steps.isdisjoint((-1, 1))


def _stands_alone(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text[-1] not in _TERMINAL


def _heading_text(text: str, number: Number | None) -> str:
    """Return the heading on a line: the whole line, or its first sentence or clause if text follows the heading."""
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
