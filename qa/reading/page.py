"""The text of a page to a document: header block, title, and where the body begins and ends."""

import re
from pathlib import PurePath

from qa.errors import ReadingError
from qa.reading.furniture import is_furniture
from qa.reading.header import HeaderBlock, find_header, parse_date
from qa.types import Document, Heading, Metadata, Span

_LONGEST_TITLE = 100
_TITLE_LINES = 12
_NUMBERED = re.compile(r"\d+[_\-. ]")
_SENTENCE_END = re.compile(r"[。；;!！]$")


def document_from_text(
    text: str,
    *,
    source: str,
    media_type: str,
    encoding: str,
    title: str = "",
    headings: tuple[Heading, ...] = (),
) -> Document:
    """Find header, title and body in the text of a page.

    Args:
        text: the whole text, paragraphs separated by line ends.
        source: absolute path of the file.
        media_type: what the file is.
        encoding: what it was decoded from.
        title: the title that the format itself gives, if any.
        headings: the headings that the format itself marks.

    Raises:
        ReadingError: there is no text beside navigation.
    """
    header = find_header(text)
    values = header.values(text) if header else {}
    lines = _lines(text)
    begin = header.span.end if header else next((h.span.start for h in headings if h.level == 1), 0)
    lines = [line for line in lines if line.start >= begin]
    title = values.get("title") or title or _guess_title(text, lines, PurePath(source).stem)
    body = _body(text, lines, title, header)
    if not len(body) and not header:
        raise ReadingError(f"文件里没有正文：{source}。请换一个有文字的文件")
    return Document(
        source=source,
        media_type=media_type,
        encoding=encoding,
        text=text,
        metadata=_metadata(title, values),
        body=body,
        header=header.span if header else None,
        headings=tuple(h for h in headings if body.start <= h.span.start and h.span.end <= body.end),
    )


def _metadata(title: str, values: dict[str, str]) -> Metadata:
    return Metadata(
        title=title,
        issuer=values.get("issuer", ""),
        index_number=values.get("index_number", ""),
        document_number=values.get("document_number", ""),
        category=values.get("category", ""),
        subject_words=values.get("subject_words", ""),
        date_written=parse_date(values.get("date_written", "")),
        date_published=parse_date(values.get("date_published", "")),
    )


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without the white space around them."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s\u3000](?:[^\n]*[^\s\u3000])?", text)]


def _body(text: str, lines: list[Span], title: str, header: HeaderBlock | None) -> Span:
    """From the first to the last line that belongs to the document.

    Below a header block the title stands once more; without one it is the document's first line and stays.
    """
    contents = [text[line.start : line.end] for line in lines]
    first, last = 0, len(lines)
    while first < last and (is_furniture(contents[first]) or (header and _same(contents[first], title))):
        first += 1
    while last > first and is_furniture(contents[last - 1]):
        last -= 1
    if first == last:
        end = header.span.end if header else 0
        return Span(end, end)
    return Span(lines[first].start, lines[last - 1].end)


def _guess_title(text: str, lines: list[Span], stem: str) -> str:
    """The lines that the file is named after, else the first line that can be a title, else the file's name.

    A file's name may say more than the first line: 2019年政府工作报告 than 政府工作报告.
    """
    candidates = [" ".join(text[line.start : line.end].split()) for line in lines[:_TITLE_LINES]]
    candidates = [line for line in candidates if not is_furniture(line)]
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
