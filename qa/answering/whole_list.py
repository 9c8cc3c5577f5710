"""A list as an answer: the lead-in with all its items."""

import re

from qa.language.official import CHINESE_NUMERAL
from qa.types import Span

_NUMBER = rf"(?:{CHINESE_NUMERAL}+|\d+)"
_ITEM = re.compile(rf"\s*(?:[（(]\s?{_NUMBER}\s?[）)]|\d{{1,2}}[.．、](?!\d)|[①-⑳⑴-⒛㈠-㈩]|{CHINESE_NUMERAL}+是)")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_LONGEST = 3000
"""characters around the answer that are looked through"""


def whole_list(text: str, answer: Span, *, from_item: bool) -> Span:
    """Return the list that an answer belongs to, from its lead-in to its last item; unchanged without a list.

    Args:
        text: the document's text.
        answer: a sentence of it.
        from_item: whether an item stands for its list too, and not only the lead-in.
    """
    start = text.rfind("\n", max(0, answer.start - _LONGEST), answer.start) + 1
    lines = [Span(line.start(), line.end()) for line in _LINE.finditer(text, start, answer.end + _LONGEST)]
    if not lines:
        return answer
    first = lines[0]
    if _introduces(text, answer):
        last = _last_item(text, lines[1:])
        return Span(answer.start, last.end) if last else answer
    if not from_item or not _ITEM.match(text, first.start):
        return answer
    lead = _lead_in(text, first)
    last = _last_item(text, lines)
    return Span(lead.start, max(last.end, answer.end)) if lead and last else answer


def _introduces(text: str, line: Span) -> bool:
    return text[line.start : line.end].rstrip().endswith(("：", ":"))


def _last_item(text: str, lines: list[Span]) -> Span | None:
    """Return the last line of a list, whose items are numbered in the same way from the first line on."""
    last = None
    kind = ""
    for line in lines:
        match = _ITEM.match(text, line.start)
        shape = re.sub(rf"{CHINESE_NUMERAL}+|\d+", "", match[0]) if match else ""
        kind = kind or shape
        if not match or (shape != kind and last is None):
            break
        last = line
    return last


def _lead_in(text: str, item: Span) -> Span | None:
    """Return the line that introduces the list of an item."""
    before = [Span(m.start(), m.end()) for m in _LINE.finditer(text, max(0, item.start - _LONGEST), item.start)]
    for line in reversed(before):
        if _introduces(text, line):
            return line
        if not _ITEM.match(text, line.start):
            return None
    return None
