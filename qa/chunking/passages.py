"""A document to the passages that are searched and cited.

Passages follow the outline and tile header and body: all that lies between two of them is white space. A passage holds
whole paragraphs and sentences of one section; only list items of one list may share a passage.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.chunking.numbering import leading_number
from qa.chunking.outline import Paragraph, outline, paragraphs
from qa.language import clauses, normalise, sentences
from qa.types import Document, Passage, PassageKind, Section, Span, Table

_DATE_LINE = re.compile(r"[\d零〇一二三四五六七八九十]{4}\s*年.{1,4}月.{1,4}日")
_CLOSING_FORMULA = re.compile(r"(再次|衷心)?感谢|特此|此复|此致|专此|以上")
_LONGEST_SIGNATURE_LINE = 40
_LONGEST_CLOSING = 60
_LONGEST_REPEATED = 80


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
    """A record is a passage."""
    for record in document.records:
        for span in _cut(document.text, record.span, limit):
            yield _Piece(span, record.path, PassageKind.BODY)


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
    for table in document.tables:
        if table.rows[0].end <= span.start < table.span.end:
            row = table.rows[0]
            return (" ｜ ".join(document.text[row.start : row.end].split("\t"))[:_LONGEST_REPEATED],)
    return ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Sections that share passages: the path they have in common and the list whose items may still join."""

    span: Span
    path: tuple[str, ...]
    list_path: tuple[str, ...]
    is_bare: bool


def _groups(text: str, sections: Sequence[Section], limit: int) -> Iterator[_Group]:
    """Keep bare headings with what stands below them; join list items with their neighbours while they fit."""
    group: _Group | None = None
    for section in sections:
        list_path = section.heading_path if section.list_path is None else section.list_path
        if group:
            joined = Span(group.span.start, section.span.end)
            if group.is_bare and _begins(section.heading_path, group.path):
                group = _Group(joined, section.heading_path, list_path, section.is_bare)
                continue
            is_item = section.list_path is not None and _begins(section.list_path, group.list_path)
            if is_item and _length(text, joined) <= limit:
                group = _Group(joined, _common(group.path, section.heading_path), group.list_path, is_bare=False)
                continue
            yield group
        group = _Group(section.span, section.heading_path, list_path, section.is_bare)
    if group:
        yield group


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
    for unit in _blocks(text, span, limit, tables):
        if current:
            joined = Span(current.start, unit.end)
            if _length(text, joined) <= limit:
                current = joined
                continue
            yield current
        current = unit
    if current:
        yield current


def _blocks(text: str, span: Span, limit: int, tables: Sequence[Table]) -> Iterator[Span]:
    """The units between tables, and the tables or their rows."""
    position = span.start
    for table in tables:
        if not span.start <= table.span.start < table.span.end <= span.end:
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
        width = len(normalise(text[position]))
        if position > start and length + width > limit:
            yield Span(start, position)
            start, length = position, 0
        length += width
    yield Span(start, span.end)


def _length(text: str, span: Span) -> int:
    return sum(len(normalise(c)) if c > "\x7f" else 1 for c in text[span.start : span.end])


def _paragraph(piece: _Piece, lines: Sequence[Paragraph]) -> int:
    if piece.kind == PassageKind.HEADER:
        return 0
    return bisect_right(lines, piece.span.start, key=lambda line: line.span.start)
