"""Split the text of a file that holds several documents, so that each becomes a document of its own.

The path of a document in a compilation continues the path of the file with the document's title, as the path of an
attachment continues the path of a mail: /a/汇编.docx/关于发放慰问金的通知. So a document keeps its path when another is
inserted before it in a new version of the file.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qa.reading.compilation import document_starts
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.text_edits import Edit, apply_edits
from qa.types import Heading, Table

_Marked = TypeVar("_Marked", Heading, Table)

_LINE = re.compile(r"[^\s\u3000](?:[^\n]*[^\s\u3000])?")
_NOT_IN_NAMES = re.compile(r"[\\/:\x00-\x1f\s]+")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class FilePart:
    """A document in a file that holds several, the text before the first of them, or the whole text of another file."""

    extracted: ExtractedText
    number: int
    """its place among the documents, from 1; 0 for the text before them and for the whole text of a file"""


def file_parts(extracted: ExtractedText) -> tuple[FilePart, ...]:
    """Return the parts of a file: the text before its first document, if there is any, and the documents.

    If the file is a single document, return one part with the number 0.

    Args:
        extracted: the text of a file that is not a table of records.
    """
    starts = _starts(extracted)
    if not starts:
        return (FilePart(replace(extracted, documents=()), 0),)
    ends = [*(position for position, _ in starts[1:]), len(extracted.text)]
    parts = [
        FilePart(replace(_slice(extracted, position, end), title=title), number)
        for number, ((position, title), end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    front = _slice(extracted, 0, starts[0][0])
    return (FilePart(front, 0), *parts) if front.text.strip() else tuple(parts)


def part_names(titles: Sequence[str]) -> list[str]:
    """Return a file name for each title, in the order of the titles; no two names are equal."""
    names: dict[str, None] = {}
    times: Counter[str] = Counter()
    for title in titles:
        name = first = _NOT_IN_NAMES.sub(" ", title).strip(" .")[:_LONGEST_NAME] or "文件"
        times[first] += 1
        while name in names:
            name = f"{first}（{times[first]}）"
            times[first] += name in names
        names[name] = None
    return list(names)


def _starts(extracted: ExtractedText) -> list[tuple[int, str]]:
    """Return the offset in the text at which each document begins, with its title; empty if the file is one document.

    The titles are empty if the format marks where the documents begin.
    """
    if extracted.documents:
        return [(start, "") for start in extracted.documents]
    lines = list(_LINE.finditer(extracted.text))
    return [(lines[start.line].start(), start.title) for start in document_starts([line[0] for line in lines])]


def _slice(extracted: ExtractedText, start: int, end: int) -> ExtractedText:
    """Return a part of a text, without blanks at its end, with its headings, tables and pages.

    Pages that begin before the part are kept, with position 0, so that the page numbers are those of the file.
    """
    end = start + len(extracted.text[start:end].rstrip())
    pages = tuple(page for page in extracted.pages if page < end)
    inside = replace(
        extracted,
        headings=_within(extracted.headings, start, end),
        tables=_within(extracted.tables, start, end),
        pages=pages,
        recognised=extracted.recognised[: len(pages)],
        documents=(),
    )
    return apply_edits(inside, [Edit(0, start), Edit(end, len(extracted.text))])


def _within(marked: Sequence[_Marked], start: int, end: int) -> tuple[_Marked, ...]:
    """Return the headings or tables that lie wholly inside a part of the text.

    Args:
        marked: the headings or tables in the order of the text.
        start: the beginning of the part.
        end: the end of the part.
    """
    first = bisect_left(marked, start, key=_begin)
    last = bisect_left(marked, end, key=_begin)
    return tuple(each for each in marked[first:last] if each.span.end <= end)


def _begin(marked: Heading | Table) -> int:
    return marked.span.start
