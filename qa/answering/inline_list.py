"""A list within a line: 应当提交：（一）…；（二）…, 一是…。二是…, 首先…其次…最后…."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, takewhile

from qa.language.official import CHINESE_NUMERAL, chinese_number
from qa.types import Span

_NUMBER = rf"(?:{CHINESE_NUMERAL}+|\d{{1,2}})"
_MARK = re.compile(
    rf"(?:^|(?<=[：:；;，,、。\s]))(?:[（(]\s?(?P<bracket>{_NUMBER})\s?[）)]|(?P<circle>[①-⑳])|(?P<is>{CHINESE_NUMERAL}+)是"
    rf"|第(?P<ordinal>{CHINESE_NUMERAL}+)(?=[，,、：:是])|(?P<dot>\d{{1,2}})[.．、](?![\d年月日])"
    r"|(?P<word>首先|其次|再次|然后|接着|最后)(?=[，,]|[\u4e00-\u9fff]))"
)
_FIRST_WORD = "首先"
_LONGEST = 400
"""maximum number of characters of a list that is written as sentences; a longer one is a report, whose sentences answer
by themselves"""
_SPOKEN = ("is", "ordinal", "word")
"""the groups of :data:`_MARK` that match the marks of a list that is written as sentences"""


def inline_list(text: str, answer: Span) -> Span | None:
    """Return the sentences of a line that list several items, from their lead-in on; ``None`` without such a list.

    Args:
        text: the text around the answer.
        answer: the place of a sentence within the list.
    """
    start = text.rfind("\n", 0, answer.start) + 1
    end = text.find("\n", answer.end)
    end = len(text) if end < 0 else end
    styles: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for mark in _MARK.finditer(text, start, end):
        styles[mark.lastgroup or ""].append(mark)
    lists = (_list(text, start, end, marks) for style in styles.values() for marks in _runs(style))
    return next((found for found in lists if found and _holds(found, answer)), None)


def _runs(marks: Sequence[re.Match[str]]) -> Iterator[Sequence[re.Match[str]]]:
    """Yield the runs of marks that are numbered 1, 2, 3 …; a line may hold several."""
    starts = [place for place, mark in enumerate(marks) if _number(mark, 0) == 1]
    for start in starts:
        numbered = takewhile(lambda pair: _number(pair[1], pair[0]) == pair[0], zip(count(1), marks[start:]))
        yield [mark for _, mark in numbered]


def _number(mark: re.Match[str], expected: int) -> int:
    """Return the number of a mark; a word such as 其次, which names no number, counts as the expected one."""
    name = mark.lastgroup or ""
    if name == "word":
        return 1 if mark[name] == _FIRST_WORD else expected
    if name == "circle":
        return ord(mark[name]) - ord("①") + 1
    return chinese_number(mark[name])


def _list(text: str, start: int, end: int, marks: Sequence[re.Match[str]]) -> Span | None:
    """Return the sentences from the one with the first mark to the one with the last.

    Returns ``None`` if there is only one mark, if the line is itself an item of a list of lines, or if a list that is
    written as sentences is too long.
    """
    first, is_spoken = marks[0].start(), marks[0].lastgroup in _SPOKEN
    before = text[start:first].rstrip()
    # Lines that begin with a number are the items of a list of lines.
    if len(marks) < 2 or not (before or is_spoken):
        return None
    if before.endswith("。") and is_spoken:
        begin = first
    else:
        begin = start + text[start:first].rfind("。", 0, max(0, len(before) - 1)) + 1
        begin += len(text[begin:first]) - len(text[begin:first].lstrip())
    found = Span(begin, _stop(text, marks[-1], end))
    return None if is_spoken and found.end - found.start > _LONGEST else found


def _stop(text: str, last: re.Match[str], end: int) -> int:
    stop = text.find("。", last.end(), end)
    return stop + 1 if stop >= 0 else end


def _holds(found: Span, answer: Span) -> bool:
    return found.start <= answer.start and answer.end <= found.end
