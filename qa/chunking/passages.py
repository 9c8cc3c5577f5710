"""Cut a document into the passages that are searched and cited.

Passages follow the outline and tile the header and the body: only white space lies between two passages. A passage
holds whole sentences, if they fit, of one section or of sections that belong together, such as the items of a list.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.chunking.cited_provision import continued_paragraph, is_article_path
from qa.chunking.contents import CONTENTS
from qa.chunking.cutting import cut
from qa.chunking.numbering import leading_number
from qa.chunking.outline import outline
from qa.chunking.paragraphs import Paragraph, paragraphs
from qa.chunking.section_groups import section_groups
from qa.language.official import WRITTEN_DAY
from qa.types import Document, Passage, PassageKind, Section, Span

_DATE_LINE = re.compile(WRITTEN_DAY)
_CLOSING_FORMULA = re.compile(r"(再次|衷心)?感谢|特此|此复|此致|专此|以上")
_LONGEST_SIGNATURE_LINE = 40
_LONGEST_CLOSING = 60
_LONGEST_REPEATED = 200
"""maximum number of characters in a row of column names that is repeated in the further passages of a table; the names
of a longer row are shortened"""
_LONGEST_QUESTION = 80
_FIELD_NAME = re.compile(r"[^：\n]{1,40}(?=：)")


def passages(document: Document, limit: int) -> tuple[Passage, ...]:
    """Cut a document into passages.

    Args:
        document: a document from :mod:`qa.reading`.
        limit: the longest passage, in characters after NFKC normalisation. A single character that normalises to more
            than ``limit`` is a passage of its own.
    """
    lines = paragraphs(document)
    pieces = _record_pieces(document, limit) if document.records else _pieces(document, lines, limit)
    return tuple(Passage(piece.span, piece.kind, piece.path, _paragraph_number(piece, lines)) for piece in pieces)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    path: tuple[str, ...]
    kind: PassageKind


def _record_pieces(document: Document, limit: int) -> Iterator[_Piece]:
    """Yield each record (a row of a table that is the whole file; see :class:`qa.types.Record`) as a piece.

    If a record is cut, the heading path of each further part also has the record's first field and, for a part that
    begins inside a field, the name of this field.
    """
    text = document.text
    for record in document.records:
        for span in cut(text, record.span, limit):
            path = record.path
            if span.start > record.span.start:
                first = text[record.span.start : record.span.end].split("\n", 1)[0]
                line_start = text.rfind("\n", record.span.start, span.start) + 1 or record.span.start
                field = _FIELD_NAME.match(text, line_start) if line_start < span.start else None
                path += (first[:_LONGEST_QUESTION], *((field[0],) if field else ()))
            yield _Piece(span, path, PassageKind.BODY)


def _pieces(document: Document, lines: Sequence[Paragraph], limit: int) -> Iterator[_Piece]:
    text = document.text
    signature = _signature(lines)
    if document.header:
        yield from (_Piece(span, (), PassageKind.HEADER) for span in cut(text, document.header, limit))
    article = _Piece(Span(0, 0), (), PassageKind.BODY)
    for group in section_groups(text, _sections_before(text, outline(document), signature), limit):
        kind = PassageKind.CONTENTS if group.path == (CONTENTS,) else PassageKind.BODY
        begin = article.span.start if group.path == article.path else group.span.start
        article = _Piece(Span(begin, group.span.end), group.path, kind)
        for span in cut(text, group.span, limit, document.tables):
            yield _Piece(span, group.path + _paragraph_names(text, article, span) + _column_names(document, span), kind)
    if signature:
        yield from (_Piece(span, (), PassageKind.SIGNATURE) for span in cut(text, signature, limit))


def _paragraph_names(text: str, article: _Piece, span: Span) -> tuple[str, ...]:
    """Return the paragraph of an article in which a passage begins (第三款).

    The result is empty if the passage begins in the first paragraph or outside articles, and also if
    :func:`continued_paragraph` names no paragraph.
    """
    if span.start == article.span.start or not is_article_path(article.path):
        return ()
    heading = continued_paragraph(text, article.span, span.start)
    return (heading,) if heading else ()


def _column_names(document: Document, span: Span) -> tuple[str, ...]:
    """Return the column names of the table in which a passage begins: one text, or two if two rows name the columns.

    The result is empty for a passage that begins outside tables or in the first row of a table.
    """
    after = bisect_right(document.tables, span.start, key=lambda table: table.rows[0].end)
    table = document.tables[after - 1] if after else None
    if table is None or span.start >= table.span.end:
        return ()
    first, second = (_cells(document.text, row) for row in table.rows[:2])
    # Names over several columns stand above the names of these columns: 地区 补贴, and below 地区 老人 儿童.
    has_two_rows = len(first) < len(second) and first[0] == second[0] and span.start >= table.rows[1].end
    return tuple(_joined(names) for names in ((first, second) if has_two_rows else (first,)))


def _cells(text: str, row: Span) -> list[str]:
    return text[text.rfind("\n", 0, row.start) + 1 : row.end].split("\t")


def _joined(names: list[str]) -> str:
    if sum(map(len, names)) > _LONGEST_REPEATED:
        names = [name[: _LONGEST_REPEATED // len(names)] for name in names]
    return " ｜ ".join(names)


def _signature(lines: Sequence[Paragraph]) -> Span | None:
    """Return the closing of a letter: the signers and, on the last line, the date; with a closing formula before them.

    ``None`` if the text does not end with a date on a line of its own and at least one signer above it.
    """
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


def _sections_before(text: str, sections: Sequence[Section], signature: Span | None) -> list[Section]:
    """Return the sections up to the signature, without its lines."""
    if signature is None:
        return list(sections)
    before = [section for section in sections if section.span.start < signature.start]
    if before and before[-1].span.end > signature.start:
        last = before[-1]
        end = last.span.start + len(text[last.span.start : signature.start].rstrip())
        before[-1] = replace(last, span=Span(last.span.start, end))
    return before


def _paragraph_number(piece: _Piece, lines: Sequence[Paragraph]) -> int:
    if piece.kind == PassageKind.HEADER:
        return 0
    return bisect_right(lines, piece.span.start, key=lambda line: line.span.start)
