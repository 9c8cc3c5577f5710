"""Extend an answer to its whole list: the lead-in with all items, numbered or not, on one line or several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from qa.language.official import CHINESE_NUMERAL, chinese_number
from qa.types import Span

REACH = 20_000
"""number of characters after a lead-in that are searched for the items of its list"""
_LONGEST = 1_500
"""maximum number of characters of a list to quote"""
_LEAD_REACH = 3_000
_NUMBER = rf"(?:{CHINESE_NUMERAL}+|\d{{1,2}})"
_ITEM = re.compile(
    rf"\s*(?:[（(]\s?(?P<bracket>{_NUMBER})\s?[）)]|(?P<dot>\d{{1,2}})[.．、](?!\d)|(?P<circle>[①-⑳⑴-⒛㈠-㈩])"
    rf"|(?P<is>{CHINESE_NUMERAL}+)是)"
)
_INLINE = re.compile(rf"[（(]\s?({_NUMBER})\s?[）)]|([①-⑳])")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ANNOUNCES = re.compile(r"(?:下列|以下|如下)[^，。；\n]*[。：:]?$")
_LEAD_END = ("：", ":")
_ITEM_END = ("；", ";", "；和", "；或", "；或者", "；以及", "；并")
_FIRST_ITEMS = 6
_MOST_BETWEEN = 2
"""maximum number of unnumbered lines between two items"""


@dataclass(frozen=True, slots=True)
class WholeList:
    """The place of a list, or of an answer that does not belong to a list."""

    span: Span
    items: int = 0
    """number of items of the list, if the span ends before the last; 0 if the span holds them all"""


@dataclass(frozen=True, slots=True)
class _Item:
    line: Span
    kind: str
    number: int


def whole_list(text: str, answer: Span, *, from_item: bool) -> WholeList:
    """Return the list that an answer belongs to, from its lead-in to its last item, or the answer as it is.

    Args:
        text: the document's text, or the part of it around the answer.
        answer: a sentence of it.
        from_item: whether an answer that is an item is extended too, and not only one that is the lead-in.
    """
    if from_item and (inline := _inline_list(text, answer)):
        return WholeList(inline)
    last_line = max(answer.start, text.rfind("\n", answer.start, answer.end) + 1)
    if last_line > answer.start:
        # A run of sentences belongs to the list of the last of them.
        found = whole_list(text, Span(last_line, answer.end), from_item=from_item)
        return replace(found, span=Span(min(answer.start, found.span.start), max(answer.end, found.span.end)))
    lead = answer if _introduces(text, answer) else lead_in(text, answer) if from_item else None
    if lead is None:
        return WholeList(answer)
    following = _LINE.finditer(text, lead.end, max(lead.end, answer.end) + REACH)
    items = _items(text, [Span(line.start(), line.end()) for line in following])
    belongs = bool(items) and (lead is answer or items[-1].line.end >= answer.start)
    return _cut(answer, lead.start, items) if belongs else WholeList(answer)


def lists_in(text: str, within: Span) -> Iterator[Span]:
    """Yield the lines that introduce a list, among the lines of a part of a text."""
    for match in _LINE.finditer(text, within.start, within.end):
        line = Span(match.start(), match.end())
        if _introduces(text, line):
            following = (Span(after.start(), after.end()) for after in _LINE.finditer(text, line.end, line.end + REACH))
            if len(_items(text, list(islice(following, _FIRST_ITEMS)))) > 1:
                yield line


def lead_in(text: str, answer: Span) -> Span | None:
    """Return the line that introduces the list to which an item belongs; ``None`` if the answer is not an item."""
    start = text.rfind("\n", 0, answer.start) + 1
    if not _ITEM.match(text, start) and not _ends_item(text, answer.end):
        return None
    before = [Span(m.start(), m.end()) for m in _LINE.finditer(text, max(0, start - _LEAD_REACH), start)]
    unnumbered = 0
    for line in reversed(before):
        if _introduces(text, line):
            return line
        if not _ITEM.match(text, line.start) and not _ends_item(text, line.end):
            unnumbered += 1
            if unnumbered > _MOST_BETWEEN:
                return None
    return None


def _introduces(text: str, line: Span) -> bool:
    """Return whether a line or sentence ends as a lead-in does and something follows."""
    sentence = text[line.start : line.end].rstrip()
    if sentence.endswith(_LEAD_END):
        return True
    following = _LINE.search(text, line.end)
    return bool(_ANNOUNCES.search(sentence) and following and _ITEM.match(text, following.start()))


def _ends_item(text: str, end: int) -> bool:
    return text[:end].endswith(_ITEM_END)


def _items(text: str, lines: Sequence[Span]) -> list[_Item]:
    """Return the items of a list from its first line on; an item includes its further lines and the lists inside it."""
    found: list[_Item] = []
    between: list[Span] = []
    for line in lines:
        item = _item(text, line)
        if not found:
            if item is None and not _ends_item(text, line.end):
                return []
            found.append(item or _Item(line, "", 1))
        elif item and item.kind == found[0].kind and item.number == found[-1].number + 1:
            found.append(item)
            between = []
        elif found[0].kind and (item or len(between) < _MOST_BETWEEN) and not _is_new_section(text, line):
            between.append(line)
            if item:
                # The lower list of an item belongs to it, whatever follows.
                found[-1] = _Item(Span(found[-1].line.start, line.end), found[-1].kind, found[-1].number)
                between = []
        elif not found[0].kind and item is None and _ends_item(text, found[-1].line.end):
            found.append(_Item(line, "", found[-1].number + 1))
        else:
            break
    return found if found[1:] or (found and found[0].kind) else []


_SECTION = re.compile(rf"\s*(?:第\s?(?:{CHINESE_NUMERAL}+|\d+)\s?[条章节编]|{CHINESE_NUMERAL}+、|#)")


def _is_new_section(text: str, line: Span) -> bool:
    return _SECTION.match(text, line.start) is not None


def _item(text: str, line: Span) -> _Item | None:
    match = _ITEM.match(text, line.start)
    if match is None:
        return None
    kind = match.lastgroup or ""
    numeral = match[kind]
    if kind == "circle":
        base = next(first for first in "㈠⑴①" if numeral >= first and ord(numeral) - ord(first) < 20)
        return _Item(line, f"circle {base}", ord(numeral) - ord(base) + 1)
    shape = "digits" if numeral.isdecimal() else "chinese"
    return _Item(line, f"{kind} {shape}", chinese_number(numeral))


def _cut(answer: Span, start: int, items: Sequence[_Item]) -> WholeList:
    """Return a list from a position on; a long list is cut after an item, but never before the answer."""
    last = items[0]
    for item in items:
        if item.line.end - start > _LONGEST and last.line.end >= answer.end:
            return WholeList(Span(start, max(last.line.end, answer.end)), len(items))
        last = item
    return WholeList(Span(start, max(last.line.end, answer.end)))


def _inline_list(text: str, answer: Span) -> Span | None:
    """Return the sentence around an answer that lists items within a line: 下列材料：（一）…；（二）…."""
    start = max(text.rfind(mark, 0, answer.start) for mark in "\n。") + 1
    end = text.find("\n", answer.end)
    end = len(text) if end < 0 else end
    marks = [match for match in _INLINE.finditer(text, start, end) if text[match.start() - 1] in "：:；;，,、"]
    numbers = list(_numbers(marks))
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)) or marks[0].start() == start:
        return None
    stop = text.find("。", marks[-1].end(), end)
    last = stop + 1 if stop >= 0 else end
    first = start + len(text[start:last]) - len(text[start:last].lstrip())
    return Span(first, last) if first <= answer.start and answer.end <= last else None


def _numbers(marks: Sequence[re.Match[str]]) -> Iterator[int]:
    for mark in marks:
        yield ord(mark[2]) - ord("①") + 1 if mark[2] else chinese_number(mark[1])
