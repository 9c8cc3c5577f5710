"""Extend an answer to its whole list: the lead-in with all items, numbered or not, on one line or several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from qa.answering.inline_list import inline_list
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
    rf"|(?P<is>{CHINESE_NUMERAL}+)是|第(?P<step>{_NUMBER})(?:步骤?|[，,、：:])|步骤(?P<stage>{_NUMBER})"
    r"|(?P<bullet>[•·●■◆▪◦○◇□➢▶*＊\-—–]{1,2})(?=\s*[^\s\d\-—–*|]))"
)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ANNOUNCES = re.compile(r"(?:下列|(?<![\d%人元岁天日年月吨米个次名级度倍])以下|如下)[^，。；\n]*[。：:]?$")
_LEAD_END = ("：", ":")
_ITEM_END = ("；", ";", "；和", "；或", "；或者", "；以及", "；并")
_UNNUMBERED = 0
"""the number of an item with a bullet"""
_FIRST_ITEMS = 6
_LIST_HEADING = re.compile(
    r"[^，,。；：:？?！!\n]{0,28}(?:情形|情况|条件|材料|资料|证件|手续|程序|流程|步骤|范围|对象|行为|工作|内容|要求|方式|规定|事项|措施|职责)"
)
"""matches the heading of a list, which stands above its first item: 二、不予救助的情形"""
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
    """Return the list that an answer belongs to, from its lead-in to its last item; the answer alone without a list.

    Args:
        text: the document's text, or the part of it around the answer.
        answer: the place of a sentence in the text.
        from_item: whether an answer that is an item is extended too, and not only one that is the lead-in.
    """
    if from_item and (inline := inline_list(text, answer)):
        return WholeList(inline)
    last_line = max(answer.start, text.rfind("\n", answer.start, answer.end) + 1)
    if last_line > answer.start:
        # A run of sentences belongs to the list of the last of them.
        found = whole_list(text, Span(last_line, answer.end), from_item=from_item)
        return replace(found, span=Span(min(answer.start, found.span.start), max(answer.end, found.span.end)))
    lead = answer if _introduces(text, answer) else lead_in(text, answer) if from_item else None
    return _below(text, answer, lead) if lead else WholeList(answer)


def list_under_heading(text: str, answer: Span) -> tuple[Span, WholeList] | None:
    """Return a heading and the list below it, if the answer is an item of this list; else ``None``.

    Items of several sentences are not a list but the sections of a document.

    Args:
        text: the document's text, or the part of it around the answer.
        answer: the place of a sentence in the text.
    """
    heading = lead_in(text, answer, headings=True)
    if heading is None or heading.end > answer.start:
        return None
    found = _below(text, answer, heading)
    lines = text[heading.end : found.span.end].split("\n")
    is_list = found.span != answer and not any("。" in line.rstrip()[:-1] for line in lines)
    return (heading, found) if is_list else None


def _below(text: str, answer: Span, lead: Span) -> WholeList:
    """Return the list below a lead-in, or the answer alone if it does not belong to this list."""
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


def lead_in(text: str, answer: Span, *, headings: bool = False) -> Span | None:
    """Return the line that introduces the list which an answer is an item of; ``None`` if there is no such line.

    Args:
        text: the text around the answer.
        answer: the place of a sentence in the text.
        headings: whether a heading above the first item counts.
    """
    start = text.rfind("\n", 0, answer.start) + 1
    if not _ITEM.match(text, start) and not _ends_item(text, answer.end):
        return None
    below = _item(text, Span(start, answer.end))
    before = [Span(m.start(), m.end()) for m in _LINE.finditer(text, max(0, start - _LEAD_REACH), start)]
    unnumbered = 0
    for line in reversed(before):
        if _introduces(text, line) or (headings and _heads(text, line, below)):
            return line
        below = _item(text, line)
        if not below and not _ends_item(text, line.end):
            unnumbered += 1
            if unnumbered > _MOST_BETWEEN:
                return None
    return None


def _introduces(text: str, line: Span) -> bool:
    """Return whether a line or sentence ends with a colon, or announces a list (下列, 如下) whose item follows."""
    sentence = text[line.start : line.end].rstrip()
    if sentence.endswith(_LEAD_END):
        return True
    following = _LINE.search(text, line.end)
    return bool(_ANNOUNCES.search(sentence) and following and _ITEM.match(text, following.start()))


def _heads(text: str, line: Span, below: _Item | None) -> bool:
    """Return whether a line is the heading of the list whose first item stands below it."""
    item = _item(text, line)
    is_first = below is not None and below.number in (1, _UNNUMBERED) and (item is None or item.kind != below.kind)
    return is_first and _LIST_HEADING.fullmatch(text, line.start, line.end) is not None


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
        elif item and item.kind == found[0].kind and item.number in (_UNNUMBERED, found[-1].number + 1):
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
    if kind == "bullet":
        return _Item(line, f"bullet {numeral}", _UNNUMBERED)
    if kind == "circle":
        base = next(first for first in "㈠⑴①" if numeral >= first and ord(numeral) - ord(first) < 20)
        return _Item(line, f"circle {base}", ord(numeral) - ord(base) + 1)
    shape = "digits" if numeral.isdecimal() else "chinese"
    return _Item(line, f"{kind} {shape}", chinese_number(numeral))


def _cut(answer: Span, start: int, items: Sequence[_Item]) -> WholeList:
    """Return a list from a position on; a long list is cut after an item, but never before the end of the answer."""
    last = items[0]
    for item in items:
        if item.line.end - start > _LONGEST and last.line.end >= answer.end:
            return WholeList(Span(start, max(last.line.end, answer.end)), len(items))
        last = item
    return WholeList(Span(start, max(last.line.end, answer.end)))
