"""Tables of contents (目录): lines that name the headings of the document, with or without page numbers."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from qa.chunking.paragraphs import Paragraph

CONTENTS = "目录"
"""the heading under which a table of contents stands in the outline"""
_TITLE = re.compile(r"[#*\s]*[目][\s\u3000]*[录錄次](?:[\s\u3000]*[A-Za-z]+)?[:：*\s]*")
_ENTRY = re.compile(
    r"(?P<title>.*?\w.*?)(?:[\s\u3000]*(?:[.．·•_-]{2,}|[…⋯])[\s\u3000.．…·•⋯_-]*|\t+|[\s\u3000]{3,})[-（(]?\d{1,4}[-）)]?"
)
"""matches an entry with its page number after a leader of dots or a gap"""
_LEADER = re.compile(r"[.．…·•⋯]{2,}")
_TITLE_BEFORE = re.compile(rf"(?:{_TITLE.pattern})(?=\S)")
"""matches the title in front of entries on the same line: 目录 第一章 总则 第二章 附则"""
_NEXT_ENTRY = re.compile(
    r"(?<=\S)[\s\u3000、，,；;]*(?=第[一二三四五六七八九十百\d]+[编編章节節条條]|[一二三四五六七八九十]+、)"
)
_BLANKS = re.compile(r"[\s\u3000、，,；;]+")
_LONGEST_LINE = 5000
"""number of characters up to which a line is checked for several entries"""
_LONGEST_ENTRY = 200
_LEAST_ENTRIES = 2
_LONGEST_TITLE, _TERMINAL = 60, "。；;！!？?，,：:"
_LEAST_UNTITLED = 4
"""number of entries with leaders that count as a table of contents even without the title 目录"""


def contents_lines(lines: Sequence[Paragraph]) -> frozenset[int]:
    """Return the positions of the lines of all tables of contents, including the title lines (目录).

    A table begins with 目录 and has at least two entries, or consists of at least four entries with leaders of dots.
    Each entry of a table with 目录 has the number of a page, or is repeated as a heading further down; the table ends
    before the first line that repeats one of its entries. Several entries may share a line. In the text before the
    documents of a compilation, the table may be a list of titles that reaches to the end of the text.
    """
    titles = [listed_title(line.text) for line in lines]
    times = Counter(titles)
    found: set[int] = set()
    position = 0
    while position < len(lines):
        beside = _TITLE_BEFORE.match(lines[position].text)
        entries = _entries(lines[position].text[beside.end() :], times) if beside else []
        is_titled = bool(entries) or _TITLE.fullmatch(lines[position].text) is not None
        first = position + 1 if is_titled else position
        end = _end(lines, titles, times, first, entries) if is_titled else _end_of_leaders(lines, first)
        if is_titled and not entries and all(_is_title(line.text) for line in itertools.islice(lines, first, None)):
            end = len(lines)
        is_one_line = is_titled and end == first + 1 and len(_entries(lines[first].text, times)) >= _LEAST_ENTRIES
        if entries or is_one_line or end - first >= (_LEAST_ENTRIES if is_titled else _LEAST_UNTITLED):
            found.update(range(position, end))
        position = max(end, position + 1)
    return frozenset(found)


def _end(
    lines: Sequence[Paragraph], titles: Sequence[str], times: Counter[str], position: int, listed: Iterable[str]
) -> int:
    """Return the position of the first line after the last entry.

    Args:
        lines: the lines of the document.
        titles: the letters of each line, without page numbers.
        times: how often each of ``titles`` occurs in the document.
        position: the position of the first line below the title 目录.
        listed: the entries on the line of the title itself.
    """
    seen = set(listed)
    while position < len(lines) and titles[position] not in seen:
        has_page = _entry(lines[position].text) is not None
        several = [] if has_page or times[titles[position]] > 1 else _entries(lines[position].text, times)
        if not has_page and times[titles[position]] == 1 and not several:
            break
        seen.update(several or [titles[position]])
        position += 1
    return position


def _entries(line: str, times: Counter[str]) -> list[str]:
    """Return the letters of each entry on a line that has several entries.

    The list is empty if an entry does not also stand on a line of its own, or if the line is too long to be checked.

    Args:
        line: the line, without the title 目录.
        times: how often each line stands in the document, by its letters (:func:`listed_title`).
    """
    if len(line) > _LONGEST_LINE:
        return []
    for between in (_NEXT_ENTRY, _BLANKS):
        entries = [listed_title(part.strip()) for part in between.split(line) if part.strip()]
        if len(entries) >= _LEAST_ENTRIES and all(times[entry] for entry in entries):
            return entries
    return []


def _end_of_leaders(lines: Sequence[Paragraph], position: int) -> int:
    while position < len(lines) and _entry(text := lines[position].text) and _LEADER.search(text):
        position += 1
    return position


def _entry(line: str) -> re.Match[str] | None:
    return _ENTRY.fullmatch(line) if len(line) <= _LONGEST_ENTRY else None


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and line[-1] not in _TERMINAL


def listed_title(line: str) -> str:
    """Return the letters and digits of a line; of an entry in a table of contents, without the number of its page.

    An entry and the heading that it lists give the same text.
    """
    entry = _entry(line)
    return re.sub(r"[\W_]", "", entry["title"] if entry else line)
