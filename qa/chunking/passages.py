"""A document to the passages that are searched and cited.

Passages follow the outline and tile header and body: all that lies between two of them is white space. A passage holds
whole paragraphs and sentences of one section; only list items of one list may share a passage.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.chunking.numbering import Rank, leading_number
from qa.chunking.outline import Paragraph, outline, paragraphs
from qa.language import clauses, normalise, sentences
from qa.types import Document, Passage, PassageKind, Section, Span, Table

_DATE_LINE = re.compile(r"[\d零〇一二三四五六七八九十]{4}\s*年.{1,4}月.{1,4}日")
_CLOSING_FORMULA = re.compile(r"(再次|衷心)?感谢|特此|此复|此致|专此|以上")
_LONGEST_SIGNATURE_LINE = 40
_LONGEST_CLOSING = 60
_LONGEST_REPEATED = 200
_LONGEST_QUESTION = 80
_FIELD = re.compile(r"[^：\n]{1,40}(?=：)")
_NOT_ONE_WIDE = re.compile(r"[^\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
"""characters that normalisation may make longer; most of a text is none of them"""


def passages(document: Document, limit: int) -> tuple[Passage, ...]:
    """Cut a document into passages.

    Args:
        document: what was read.
        limit: the longest passage, in characters after NFKC normalisation; a single character that normalises to more
            than that is a passage of its own.
    """
    lines = paragraphs(document)
    pieces = list(_record_pieces(document, limit) if document.records else _pieces(document, lines, limit))
    return tuple(Passage(piece.span, piece.kind, piece.path, _paragraph(piece, lines)) for piece in pieces)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    path: tuple[str, ...]
    kind: PassageKind


def _record_pieces(document: Document, limit: int) -> Iterator[_Piece]:
    """A record is a passage; of one that is cut each part says what its first field is and which one it begins in."""
    text = document.text
    for record in document.records:
        for span in _cut(text, record.span, limit):
            path = record.path
            if span.start > record.span.start:
                first = text[record.span.start : record.span.end].split("\n", 1)[0]
                begun = text.rfind("\n", record.span.start, span.start) + 1 or record.span.start
                field = _FIELD.match(text, begun) if begun < span.start else None
                path += (first[:_LONGEST_QUESTION], *((field[0],) if field else ()))
            yield _Piece(span, path, PassageKind.BODY)


def _pieces(document: Document, lines: Sequence[Paragraph], limit: int) -> Iterator[_Piece]:
    text = document.text
    signature = _signature(lines)
    if document.header:
        yield from (_Piece(span, (), PassageKind.HEADER) for span in _cut(text, document.header, limit))
    for group in _groups(text, _before(text, outline(document), signature), limit):
        for span in _cut(text, group.span, limit, document.tables):
            yield _Piece(span, group.path + _repeated_row(document, span), PassageKind.BODY)
    if signature:
        yield from (_Piece(span, (), PassageKind.SIGNATURE) for span in _cut(text, signature, limit))


def _repeated_row(document: Document, span: Span) -> tuple[str, ...]:
    """What the columns are, where a passage begins inside of a table and the row that says so is in an earlier one."""
    after = bisect_right(document.tables, span.start, key=lambda table: table.rows[0].end)
    table = document.tables[after - 1] if after else None
    if table is None or span.start >= table.span.end:
        return ()
    row = table.rows[0]
    names = document.text[document.text.rfind("\n", 0, row.start) + 1 : row.end].split("\t")
    if sum(map(len, names)) > _LONGEST_REPEATED:
        names = [name[: _LONGEST_REPEATED // len(names)] for name in names]
    return (" ｜ ".join(names),)


@dataclass(frozen=True, slots=True)
class _Group:
    """Sections that share passages: the path they have in common and the list whose items may still join."""

    span: Span
    path: tuple[str, ...]
    list_path: tuple[str, ...]
    is_bare: bool
    length: int

    def joined(self, other: "_Group", path: tuple[str, ...]) -> "_Group":
        """This group and the next one, with the white space between them."""
        span = Span(self.span.start, other.span.end)
        length = self.length + other.span.start - self.span.end + other.length
        return _Group(span, path, self.list_path, self.is_bare and other.is_bare, length)


def _groups(text: str, sections: Sequence[Section], limit: int) -> Iterator[_Group]:
    """Bare headings with what stands below them, list items with their neighbours, headings without a text together.

    Without a text are the lines of a table of contents.
    """
    headings: _Group | None = None
    for group in _with_text(text, sections, limit):
        if group.is_bare and not _is_article(group):
            headings = headings.joined(group, _common(headings.path, group.path)) if headings else group
            continue
        if headings:
            yield headings
            headings = None
        yield group
    if headings:
        yield headings


def _with_text(text: str, sections: Sequence[Section], limit: int) -> Iterator[_Group]:
    group: _Group | None = None
    for section in sections:
        path, list_path = section.heading_path, section.list_path
        length = _length(text, section.span)
        alone = _Group(section.span, path, path if list_path is None else list_path, section.is_bare, length)
        if group is None:
            group = alone
            continue
        is_item = list_path is not None and _begins(list_path, group.list_path)
        joined = group.joined(alone, _common(group.path, path))
        if group.is_bare and _begins(path, group.path):
            group = replace(joined, path=path, list_path=alone.list_path, is_bare=section.is_bare)
        elif is_item and joined.length <= limit:
            group = replace(joined, is_bare=False)
        else:
            yield group
            group = alone
    if group:
        yield group


def _is_article(group: _Group) -> bool:
    number = leading_number(group.path[-1]) if group.path else None
    return number is not None and number.rank == Rank.ARTICLE


def _begins(path: tuple[str, ...], prefix: tuple[str, ...]) -> bool:
    return path[: len(prefix)] == prefix


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    return left[:same]


def _signature(lines: Sequence[Paragraph]) -> Span | None:
    """The closing of a letter: a formula of thanks, who signs, and the date on a line of its own."""
    if len(lines) < 3 or not _DATE_LINE.fullmatch(lines[-1].text):
        return None
    first = len(lines) - 1
    while first > 1 and len(lines) - first < 4 and _is_signer(lines[first - 1].text):
        first -= 1
    if first == len(lines) - 1:
        return None
    closing = lines[first - 1].text
    if first > 1 and len(closing) <= _LONGEST_CLOSING and _CLOSING_FORMULA.match(closing):
        first -= 1
    return Span(lines[first].span.start, lines[-1].span.end)


def _is_signer(line: str) -> bool:
    return len(line) <= _LONGEST_SIGNATURE_LINE and line[-1] not in "。；;！!？?：:，," and not leading_number(line)


def _before(text: str, sections: Sequence[Section], signature: Span | None) -> list[Section]:
    """The sections without what belongs to the signature."""
    if signature is None:
        return list(sections)
    kept = [section for section in sections if section.span.start < signature.start]
    if kept and kept[-1].span.end > signature.start:
        last = kept[-1]
        end = last.span.start + len(text[last.span.start : signature.start].rstrip())
        kept[-1] = replace(last, span=Span(last.span.start, end))
    return kept


def _cut(text: str, span: Span, limit: int, tables: Sequence[Table] = ()) -> Iterator[Span]:
    """Cut a stretch at sentence ends into pieces as long as may be, none longer than ``limit``.

    A table is cut between its rows, and only if it is too long for one passage.
    """
    current: Span | None = None
    length = 0
    for unit in _blocks(text, span, limit, tables):
        if current:
            longer = length + _length(text, Span(current.end, unit.end))
            if longer <= limit:
                current, length = Span(current.start, unit.end), longer
                continue
            yield current
        current, length = unit, _length(text, unit)
    if current:
        yield current


def _blocks(text: str, span: Span, limit: int, tables: Sequence[Table]) -> Iterator[Span]:
    """The units between tables, and the tables or their rows."""
    position = span.start
    first, last = (bisect_left(tables, at, key=lambda table: table.span.start) for at in (span.start, span.end))
    for table in tables[first:last]:
        if table.span.end > span.end:
            continue
        yield from _units(text, Span(position, table.span.start), limit)
        whole = _length(text, table.span) <= limit
        for row in (table.span,) if whole else table.rows:
            yield from (row,) if _length(text, row) <= limit else _units(text, row, limit)
        position = table.span.end
    yield from _units(text, Span(position, span.end), limit)


def _units(text: str, span: Span, limit: int) -> Iterator[Span]:
    """The sentences of a stretch; of one that is too long its clauses, of one that still is, its characters."""
    for found in sentences(text[span.start : span.end]):
        sentence = Span(span.start + found.start, span.start + found.end)
        if _length(text, sentence) <= limit:
            yield sentence
            continue
        for clause in clauses(text, sentence):
            yield from _characters(text, clause, limit)


def _characters(text: str, span: Span, limit: int) -> Iterator[Span]:
    start, length = span.start, 0
    for position in range(span.start, span.end):
        width = 1 + _growth(text[position])
        if position > start and length + width > limit:
            yield Span(start, position)
            start, length = position, 0
        length += width
    yield Span(start, span.end)


def _length(text: str, span: Span) -> int:
    return len(span) + sum(map(_growth, _NOT_ONE_WIDE.findall(text, span.start, span.end)))


@cache
def _growth(character: str) -> int:
    """How many characters more than itself a character is when it is normalised."""
    return len(normalise(character)) - 1


def _paragraph(piece: _Piece, lines: Sequence[Paragraph]) -> int:
    if piece.kind == PassageKind.HEADER:
        return 0
    return bisect_right(lines, piece.span.start, key=lambda line: line.span.start)
