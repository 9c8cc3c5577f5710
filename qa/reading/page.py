"""The text of a page to a document: header block, title, and where the body begins and ends."""

import re
from pathlib import PurePath

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading import body_fields
from qa.reading.furniture import is_furniture
from qa.reading.header import HeaderBlock, find_closing_block, find_header, parse_date
from qa.reading.read_text import ReadText
from qa.types import Document, Metadata, Span

_LONGEST_TITLE = 100
_TITLE_LINES = 12
_NUMBERED = re.compile(r"\d+[_\-. ]")
_WHEN_AND_WHERE = re.compile(r"(?:时间|日期|地点)[:：]")
_SENTENCE_END = re.compile(r"[。；;!！]$")


def document_from_text(read: ReadText, *, source: str, media_type: str, encoding: str) -> Document:
    """Find header, title and body in the text of a page.

    Args:
        read: what the format's reader found.
        source: absolute path of the file.
        media_type: what the file is.
        encoding: what it was decoded from.

    Raises:
        ReadingError: there is no text beside navigation.
    """
    text = read.text
    header = find_header(text)
    fields = header or find_closing_block(text)
    values = fields.values(text) if fields else {}
    above, below = _around(_lines(text), header)
    title = values.get("title") or read.title or _guess_title(text, [*above, *below], PurePath(source).stem)
    contents = [text[line.start : line.end] for line in (*above, *below)]
    in_header = (values.get("title", ""), *contents[: len(above)]) if header else ()
    repeated = title if any(_same(line, title) for line in in_header) else ""
    body = _body(text, below, repeated, header.span.end if header else 0)
    if not len(body) and not header:
        raise ReadingError(Message("文件里没有正文：{source}。请换一个有文字的文件", source=source))
    return Document(
        source=source,
        media_type=media_type,
        encoding=encoding,
        text=text,
        metadata=_metadata(title, values, contents),
        body=body,
        header=header.span if header else None,
        headings=tuple(heading for heading in read.headings if _within(heading.span, body)),
        tables=tuple(table for table in read.tables if _within(table.span, body)),
        pages=read.pages,
    )


def document_from_records(read: ReadText, *, source: str, media_type: str, encoding: str) -> Document:
    """A document of records, named after its file.

    Raises:
        ReadingError: there are none.
    """
    if not read.records:
        raise ReadingError(Message("表格里没有记录：{source}。第一行应是列名，下面至少要有一行", source=source))
    return Document(
        source=source,
        media_type=media_type,
        encoding=encoding,
        text=read.text,
        metadata=Metadata(read.title or PurePath(source).stem),
        body=Span(read.records[0].span.start, read.records[-1].span.end),
        records=read.records,
    )


def _within(span: Span, body: Span) -> bool:
    return body.start <= span.start and span.end <= body.end


def _metadata(title: str, values: dict[str, str], lines: list[str]) -> Metadata:
    """What the header block says, and what the text says where the block is silent."""
    lines = [line for line in lines if not is_furniture(line)]
    return Metadata(
        title=title,
        issuer=values.get("issuer", ""),
        index_number=values.get("index_number", ""),
        document_number=values.get("document_number") or body_fields.document_number(lines),
        category=values.get("category", ""),
        subject_words=values.get("subject_words", ""),
        date_written=parse_date(values.get("date_written", "")) or body_fields.date_written(lines),
        date_published=parse_date(values.get("date_published", "")),
        status=values.get("status") or body_fields.status(lines, title),
    )


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without the white space around them."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s\u3000](?:[^\n]*[^\s\u3000])?", text)]


def _around(lines: list[Span], header: HeaderBlock | None) -> tuple[list[Span], list[Span]]:
    """The lines above the fields of a header block that it takes in, and those below it."""
    if not header:
        return [], lines
    fields = header.fields[0].span.start
    above = [line for line in lines if header.span.start <= line.start and line.end <= fields]
    return above, [line for line in lines if line.start >= header.span.end]


def _body(text: str, lines: list[Span], repeated: str, begin: int) -> Span:
    """From the first to the last line that belongs to the document; empty at ``begin`` if there is none.

    The title that a header block holds is ``repeated`` below it; else it is the document's first line and stays.
    """
    contents = [text[line.start : line.end] for line in lines]
    first, last = 0, len(lines)
    while first < last and (is_furniture(contents[first]) or _same(contents[first], repeated)):
        first += 1
    while last > first and is_furniture(contents[last - 1]):
        last -= 1
    if first == last:
        return Span(begin, begin)
    return Span(lines[first].start, lines[last - 1].end)


def _guess_title(text: str, lines: list[Span], stem: str) -> str:
    """The lines that the file is named after, else the first line that can be a title, else the file's name.

    A file's name may say more than the first line: 2019年政府工作报告 than 政府工作报告.
    """
    candidates = [" ".join(text[line.start : line.end].split()) for line in lines[:_TITLE_LINES]]
    candidates = [line for line in candidates if not is_furniture(line) and not _WHEN_AND_WHERE.match(line)]
    for first in range(len(candidates)):
        for count in (1, 2, 3):
            joined = "".join(candidates[first : first + count])
            if _same(joined, stem):
                return joined
    first_line = candidates[0] if candidates else ""
    if not 0 < len(first_line) <= _LONGEST_TITLE or _SENTENCE_END.search(first_line):
        return stem
    return stem if _letters(first_line) in _letters(stem) and not _NUMBERED.match(stem) else first_line


def _same(left: str, right: str) -> bool:
    return bool(right) and _letters(left) == _letters(right)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
