"""Find where the documents of a compilation (汇编) begin: several official documents in one file.

The rules look at the structure of the file, not at the words of a particular publisher. A document begins with a full
title, and has one of these signs:

- its own 文号, or the note on how it was passed;
- an addressee below the title, if the date of the preceding letter, or nothing, stands just above the title;
- an entry in the compilation's table of contents;
- a first chapter or article, if there is no preceding document or it has a first article too.

A document that the preceding one issues or names as its annex is a part of the preceding one.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from qa.language.official import ANNEX, ANY_NUMBER, ARTICLE, DAY, DOCUMENT_NUMBER, ORGANISATION
from qa.reading.listed_titles import ListedTitles, listed_titles
from qa.reading.title import FULL_TITLE, VERSION, letters

_LONGEST_TITLE, _LONGEST_LINE, _LONGEST_FRAGMENT = 80, 60, 20
_MOST_TITLE_LINES, _NOTE_LINES, _HEAD_LINES = 3, 3, 6
_LONGEST_NOTE, _LONGEST_NAME, _MOST_ANNEXES = 400, 200, 100
_SHORTEST_TITLE, _SHORTEST_ALONE = 5, 8
_LEAST_LETTERS = 60
"""minimum number of letters and digits below a title, unless the document has an addressee; so a list of titles with
their 文号 does not count as a compilation"""
_LEAST, _LEAST_BY_ARTICLES = 2, 3
"""minimum number of documents in a compilation. The first counts documents with a 文号, a note on how they were passed
or an addressee; the second counts documents that begin with a first chapter or article, which is a weaker sign. One of
the two numbers must be reached."""

_VERSION_LINE = re.compile(VERSION)
_NO_TITLE = re.compile(
    rf"{ANNEX}|附\s*[件表录：:]|{ANY_NUMBER}|《[^》]*》$|{ARTICLE}|[-—*•·]|根据|按照|为了|本|该|依照"
)
_NUMBER = re.compile(rf"[（(]?\s*(?:{DOCUMENT_NUMBER})\s*(?:[（(]?{DAY}[)）]?)?\s*[)）]?(?:\s*签发人.*)?")
_ORDER = re.compile(
    r"[（(]?[\u4e00-\u9fff、\s]{2,40}令\s*第?\s*[\d零〇一二三四五六七八九十百]{1,6}\s*号[^。；]{0,40}[)）]?"
)
_NOTE = re.compile(
    r"[（(][^（）()]*(?:\d{4}\s*年|[一二][九〇零○][^年]{2}年).*(?:通过|公布|发布|批准|颁布|印发|修订|修正|施行).*[)）]"
)
_ADDRESSEES = re.compile(r"[^。；，]{2,60}[：:]")
_DATE = re.compile(rf"[（(]?\s*{DAY}\s*[)）]?|.{{2,40}}\s{DAY}")
_FIRST = re.compile(r"第\s?[一1]\s?[章条條編编](?![第、和至规的])|[【]第一[条條]】|总\s*则$")
_FIRST_ARTICLE = re.compile(r"[【]?第\s?[一1]\s?[条條](?![第、和至规的])")
_ORGANISATION = re.compile(ORGANISATION)
_HEAD = re.compile(
    rf"(?:{ORGANISATION})?\s*文\s*件|(?:特急|加急|平急|急件)|(?:绝密|机密|秘密|内部)(?:[★☆].*)?|签发人[:：].*"
)
_ITEM = re.compile(rf"(?:{ANY_NUMBER}|\d+)\s*")
_QUOTED = re.compile("《([^》]+)》")
_MARKS = "#* \t"
"""blanks and marks of Markdown, which are removed at both ends of a line"""
_FRAGMENT = re.compile(r"[\u4e00-\u9fff\u2e80-\u2fdf、“”\"+＋\s]+(?<![。；：])")
"""matches a line that may be the beginning of a title"""
_ANNEX_LINE = re.compile(r"附\s*[件表录](?:\s*\d{0,2})?\s*[：:.．]?|附\s*[：:]")


class Evidence(IntEnum):
    """The sign that a title begins a document, the strongest first."""

    NUMBER = 1
    """its own 文号, which may be the number of an order, or the note on how it was passed"""
    LETTER = 2
    """an addressee below the title, and above the title the date of the preceding document, or nothing"""
    LISTED = 3
    """an entry in the table of contents of the file"""
    ARTICLES = 4
    """a first article or chapter directly below the title"""


@dataclass(frozen=True, slots=True)
class DocumentStart:
    """The place where a document of a compilation begins."""

    line: int
    """the position of its first line, which stands above the title if the document has a letterhead or a 文号 there"""
    below: int
    """the position of the line below the title and its note, such as （修订）"""
    title: str
    evidence: Evidence


def document_starts(lines: Sequence[str]) -> tuple[DocumentStart, ...]:
    """Return where the documents of a compilation begin; empty for an ordinary document.

    Args:
        lines: the lines of a file that are not blank, without the white space around them.
    """
    lines = [line.strip(_MARKS) for line in lines]
    listed = listed_titles(lines)
    once = frozenset(line for line, times in Counter(lines).items() if times == 1)
    found = [start for n in range(listed.end, len(lines)) if (start := _start(lines, n, listed, once))]
    starts = _own_documents(lines, found, listed.end)
    numbered = sum(start.evidence in (Evidence.NUMBER, Evidence.LETTER) for start in starts)
    with_articles = sum(_FIRST.match(lines[start.below]) is not None for start in starts)
    return tuple(starts) if numbered >= _LEAST or with_articles >= _LEAST_BY_ARTICLES else ()


def _start(lines: Sequence[str], end: int, listed: ListedTitles, once: Collection[str]) -> DocumentStart | None:
    """Return the start of the document whose title ends on a line.

    ``None`` if no title ends there, or if there is no sign that a document begins with the title.

    Args:
        lines: the lines of the file.
        end: the position of the last line of the title, above a note such as （修订）.
        listed: the titles in the table of contents.
        once: the lines that stand in the file only once.
    """
    line = lines[end]
    if len(line) > _LONGEST_LINE or not FULL_TITLE.fullmatch(line):
        return None
    if _NO_TITLE.match(line) and not listed.holds(line):
        return None
    begin = _title_begin(lines, end, listed)
    below = end + 1
    if below < len(lines) and _VERSION_LINE.fullmatch(lines[below]):
        below += 1
    evidence = _evidence(lines, begin, below, listed)
    if evidence == Evidence.NUMBER and begin == end and end > listed.end and _is_fragment(lines, end - 1, once):
        begin = _title_begin(lines, end - 1, listed)
    title = "".join(lines[begin:below])
    if evidence is None or not _SHORTEST_TITLE <= len(letters(title)) <= _LONGEST_TITLE:
        return None
    return DocumentStart(_head_begin(lines, begin, listed.end), below, title, evidence)


def _title_begin(lines: Sequence[str], end: int, listed: ListedTitles) -> int:
    """Return the index of the first line of a title whose last line is ``end``.

    A title has at most three lines. The lines above the last may hold the issuer or the beginning of a long name.
    """
    most = range(end, max(listed.end, end - _MOST_TITLE_LINES + 1) - 1, -1)
    for begin in most:
        if listed.holds("".join(lines[begin : end + 1])):
            return begin
    begin = end
    for above in most[1:]:
        is_open = lines[above].endswith("、") or (
            "关于" in lines[above] and not FULL_TITLE.fullmatch(lines[above]) and len(lines[above]) <= _LONGEST_LINE
        )
        is_issuer = _ORGANISATION.fullmatch(lines[above]) and not (
            above and lines[above - 1].endswith(("。", "；", "："))
        )
        if not (is_open or is_issuer) or re.search("[。；：]", lines[above]):
            break
        begin = above
    return begin


def _head_begin(lines: Sequence[str], begin: int, first: int) -> int:
    """Return the position of the first line of the letterhead above a title; ``begin`` if it has none."""
    while begin > first and (_NUMBER.fullmatch(lines[begin - 1]) or _HEAD.fullmatch(lines[begin - 1])):
        begin -= 1
    return begin


def _is_fragment(lines: Sequence[str], position: int, once: Collection[str]) -> bool:
    """Return whether the line above a title can be the beginning of this title.

    It must consist of a few words and stand in the file only once. If the line above it also consists of words, there
    is a further condition: that line cannot belong to a title, such as a numbered heading, or the line below is too
    short to be a whole title, such as 奖励办法.
    """
    line = lines[position]
    return (
        len(line) <= _LONGEST_FRAGMENT
        and _FRAGMENT.fullmatch(line) is not None
        and not (FULL_TITLE.fullmatch(line) or _NO_TITLE.match(line) or _ORGANISATION.fullmatch(line))
        and line in once
        and (
            position == 0
            or len(letters(lines[position + 1])) < _SHORTEST_ALONE
            or not _FRAGMENT.fullmatch(lines[position - 1])
            or _NO_TITLE.match(lines[position - 1]) is not None
        )
    )


def _evidence(lines: Sequence[str], begin: int, below: int, listed: ListedTitles) -> Evidence | None:
    """Return the strongest sign that a title begins a document; ``None`` if there is no sign.

    Args:
        lines: the lines of the file.
        begin: index of the first line of the title.
        below: index of the first line after the title.
        listed: the titles in the table of contents.
    """
    following = lines[below : below + _NOTE_LINES]
    if not following:
        return None
    is_headed = begin > 0 and _NUMBER.fullmatch(lines[begin - 1]) is not None
    has_text = _ADDRESSEES.fullmatch(following[0]) or _FIRST.match(following[0])
    if _is_number(following[0]) or (is_headed and has_text) or _is_note(following):
        return Evidence.NUMBER
    before = lines[max(0, begin - 3) : begin]
    if _ADDRESSEES.fullmatch(following[0]) and (not before or any(_DATE.fullmatch(line) for line in before)):
        return Evidence.LETTER
    if listed.holds("".join(lines[begin:below])):
        return Evidence.LISTED
    return Evidence.ARTICLES if _FIRST.match(following[0]) else None


def _is_number(line: str) -> bool:
    if len(line) > _LONGEST_NOTE:
        return False
    return _NUMBER.fullmatch(line) is not None or _ORDER.fullmatch(line) is not None


def _is_note(following: Sequence[str]) -> bool:
    """Return whether the lines begin with the note in brackets on how a document was passed, on up to three lines."""
    if not following[0].startswith(("(", "（")):
        return False
    notes = ("".join(following[:count]) for count in range(1, _NOTE_LINES + 1))
    return any(_NOTE.fullmatch(note) for note in notes if len(note) <= _LONGEST_NOTE)


def _own_documents(lines: Sequence[str], found: Sequence[DocumentStart], first: int) -> list[DocumentStart]:
    """Return the starts of documents with a text of their own, without annexes and repeated titles.

    A start whose only sign is a first chapter or article is left out if the preceding document has no first article:
    that document may be the notice that issues these rules.

    Args:
        lines: the lines of the file.
        found: the starts of possible documents.
        first: the position of the line below the table of contents.
    """
    annexes = tuple(_annex_names(lines, first))
    articles = [n for n, line in enumerate(lines) if _FIRST_ARTICLE.match(line)]
    starts: list[DocumentStart] = []
    for position, start in enumerate(found):
        end = found[position + 1].line if position + 1 < len(found) else len(lines)
        if not _has_text(lines[start.below : end]):
            continue
        begin = starts[-1].line if starts else first
        title = starts[-1].title if starts else "".join(lines[first : start.line][:_HEAD_LINES])
        between = annexes[bisect_left(annexes, (begin,)) : bisect_left(annexes, (start.line,))]
        if _is_annex(lines, start, title, between):
            continue
        has_articles = bisect_left(articles, begin) < bisect_left(articles, start.line)
        if start.evidence == Evidence.ARTICLES and starts and not has_articles:
            continue
        starts.append(start)
    return starts


def _has_text(below: Sequence[str]) -> bool:
    """Return whether the lines below a title are the text of a document; a letter to an addressee may be short."""
    is_letter = any(_ADDRESSEES.fullmatch(line) for line in below[:_NOTE_LINES])
    return is_letter or len(letters("".join(below))) >= _LEAST_LETTERS


def _is_annex(lines: Sequence[str], start: DocumentStart, title: str, annexes: Sequence[tuple[int, str]]) -> bool:
    """Return whether a document is a part of the preceding one, such as an annex.

    Titles are compared by their letters. The document is a part in each of these cases:

    - one of the two lines above it begins with 附件, and the rest of that line, if any, occurs in its title;
    - the title of the preceding document contains its title, or both are the same;
    - the title of the preceding document quotes a title in 《》 that occurs in its title;
    - the preceding document lists its title among the annexes.

    Args:
        lines: the lines of the file.
        start: the document.
        title: the title of the preceding document.
        annexes: the positions and the letters of the lines in which the preceding document lists its annexes.
    """
    name = letters(start.title)
    for line in lines[max(0, start.line - 2) : start.line]:
        heading = _ANNEX_LINE.match(line)
        if heading and letters(line[heading.end() :]) in name:
            return True
    if name in letters(title) or any(letters(quoted) in name for quoted in _QUOTED.findall(title)):
        return True
    return any(name in listed for _, listed in annexes[-_MOST_ANNEXES:])


def _annex_names(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield the positions and the letters of the lines that list annexes: 附件：1. …, and the numbered lines below."""
    in_list = False
    for position, line in enumerate(lines[first:], start=first):
        in_list = _ANNEX_LINE.match(line) is not None or (in_list and _ITEM.match(line) is not None)
        if in_list and len(line) <= _LONGEST_NAME:
            yield position, letters(line)
