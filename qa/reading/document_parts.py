"""Split an extracted text into the parts of a document: header block, title and body."""

import re
from datetime import date
from pathlib import PurePath

from qa.errors import ReadingError
from qa.language.official import parse_date
from qa.messages import Message
from qa.reading import body_fields
from qa.reading.boilerplate import is_boilerplate, navigation_length
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.header import HeaderBlock, find_closing_block, find_header
from qa.reading.issuer import issuer
from qa.reading.joint_issuers import separate_issuers
from qa.reading.run_together import FEW_LINES, run_together_date
from qa.reading.title import guess_title, has_same_letters, is_code, without_number
from qa.types import Document, Metadata, Span

_HAN = re.compile("[\u4e00-\u9fff]")


def document_from_text(extracted: ExtractedText, *, source: str, media_type: str) -> Document:
    """Return the document in a text, with its header block, title and body.

    Args:
        extracted: the text of the file.
        source: the absolute path of the file.
        media_type: the media type of the file.

    Raises:
        ReadingError: the text has no header block and holds nothing but boilerplate.
    """
    text = extracted.text
    header = find_header(text)
    block = header or find_closing_block(text)
    values = block.values(text) if block else {}
    lines = _lines(text)
    above, below = _lines_around(lines, header) if header else ([], lines[navigation_length(_texts(text, lines)) :])
    contents = _texts(text, [*above, *below])
    stated = "" if is_code(extracted.title) and _HAN.search(text) else without_number(extracted.title)
    title = values.get("title") or stated or guess_title(contents, PurePath(source).stem)
    in_header = (values.get("title", ""), *contents[: len(above)]) if header else ()
    repeated = title if any(has_same_letters(line, title) for line in in_header) else ""
    body = _body(text, below, repeated, header.span.end if header else 0)
    if not len(body) and not header:
        raise ReadingError(Message("文件里没有正文：{source}。请换一个有文字的文件", source=source))
    return Document(
        source=source,
        media_type=media_type,
        encoding=extracted.encoding,
        text=text,
        metadata=_metadata(title, values, contents, body_fields.date_published(_texts(text, lines))),
        body=body,
        header=header.span if header else None,
        headings=tuple(heading for heading in extracted.headings if _is_within(heading.span, body)),
        tables=tuple(table for table in extracted.tables if _is_within(table.span, body)),
        pages=extracted.pages,
        recognised=extracted.recognised,
    )


def document_from_records(extracted: ExtractedText, *, source: str, media_type: str) -> Document:
    """Return a table of records as a document, with the title above the table or the file's name as title.

    Raises:
        ReadingError: the table has no records.
    """
    if not extracted.records:
        raise ReadingError(Message("表格里没有记录：{source}。第一行应是列名，下面至少要有一行", source=source))
    return Document(
        source=source,
        media_type=media_type,
        encoding=extracted.encoding,
        text=extracted.text,
        metadata=Metadata(extracted.title or PurePath(source).stem),
        body=Span(extracted.records[0].span.start, extracted.records[-1].span.end),
        records=extracted.records,
    )


def _is_within(span: Span, body: Span) -> bool:
    return body.start <= span.start and span.end <= body.end


def _metadata(title: str, values: dict[str, str], lines: list[str], published: date | None) -> Metadata:
    """Return the metadata of a document, from its header block or else from its text.

    The 索引号, the category and the subject words are taken from the header block only.

    Args:
        title: the title of the document.
        values: the values of the header block.
        lines: the lines of the document.
        published: the date of publication on the page around the document, which counts if the block states none.
    """
    lines = [line for line in lines if not is_boilerplate(line)]
    issuers = separate_issuers(values.get("issuer") or issuer(lines, title))
    written = parse_date(values.get("date_written", "")) or body_fields.date_written(lines)
    if not written and 0 < len(lines) <= FEW_LINES:
        written = run_together_date(max(lines, key=len), issuers)
    return Metadata(
        title=title,
        issuer=issuers,
        index_number=values.get("index_number", ""),
        document_number=values.get("document_number") or body_fields.document_number(lines),
        category=values.get("category", ""),
        subject_words=values.get("subject_words", ""),
        date_written=written,
        date_published=parse_date(values.get("date_published", "")) or published,
        status=values.get("status") or body_fields.status(lines, title),
    )


def _texts(text: str, lines: list[Span]) -> list[str]:
    return [text[line.start : line.end] for line in lines]


def _lines(text: str) -> list[Span]:
    """Return the lines that are not blank, without the white space around them."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s\u3000](?:[^\n]*[^\s\u3000])?", text)]


def _lines_around(lines: list[Span], header: HeaderBlock) -> tuple[list[Span], list[Span]]:
    """Return the lines of a header block above its fields, and the lines below the block."""
    fields = header.fields[0].span.start
    above = [line for line in lines if header.span.start <= line.start and line.end <= fields]
    return above, [line for line in lines if line.start >= header.span.end]


def _body(text: str, lines: list[Span], repeated: str, begin: int) -> Span:
    """Return the span from the first to the last line that is not boilerplate; empty at ``begin`` if there is none.

    Args:
        text: the text of the file.
        lines: the lines below the header block.
        repeated: the title, if the header block states it; then lines at the beginning that repeat it are left out.
            Otherwise empty.
        begin: the end of the header block.
    """
    contents = _texts(text, lines)
    first, last = 0, len(lines)
    while first < last and (is_boilerplate(contents[first]) or has_same_letters(contents[first], repeated)):
        first += 1
    while last > first and is_boilerplate(contents[last - 1]):
        last -= 1
    if first == last:
        return Span(begin, begin)
    return Span(lines[first].start, lines[last - 1].end)
