"""Distinguish the heading of an annex from the list of annexes at the end of a letter."""

import re
from collections.abc import Sequence

from qa.chunking.numbering import Number, Rank, leading_number
from qa.language.official import DAY, ORGANISATION

_LONGEST_HEADING = 60
_TERMINAL = "。；;！!？?，,：:"
_NUMBERED = re.compile(r"附\s?[件表录錄图圖]\s?[第\dA-Z一二三四五六七八九十]")
_LIST = re.compile(r"附\s?[件表录錄图圖]?\s*[:：]\s*")
_INLINE_MARK = re.compile(r"(?<=[\s\u3000])(\d{1,2})[.．、](?!\d)")
"""matches the number of a further annex on the same line"""
_LONGEST_ITEM = 120
_CLOSING = re.compile(rf"{ORGANISATION}(?:[\s\u3000]+{ORGANISATION})*|[（(]?{DAY}[)）]?|[（(].*[)）]|联系人.*")


def is_annex_heading(number: Number, lines: Sequence[str]) -> bool:
    """Return whether a line that starts with 附件 is the heading of an annex, and not the mention of an annex.

    - 附件 or 附件1 alone on its line is a heading.
    - Any other line is a mention if it is longer than 60 characters, ends with punctuation, or is the last line.
    - 附件1：名单 is a mention if the line below mentions another annex or closes a letter (a signature, a date, a
      remark in brackets, or 联系人); otherwise it is a heading.
    - 附件：办法, without a number, is a heading only if the line below has a first number, such as 第一条 or 一、.

    Args:
        number: the number of the line, of rank ``Rank.ANNEX``.
        lines: the line and, unless it is the last one, the line below it.
    """
    text, *below = lines
    if number.length >= len(text):
        return True
    if len(text) > _LONGEST_HEADING or text[-1] in _TERMINAL or not below:
        return False
    following = leading_number(below[0])
    if _NUMBERED.match(text):
        return not _CLOSING.fullmatch(below[0]) and (following is None or following.rank != Rank.ANNEX)
    return following is not None and following.rank <= Rank.FIRST and following.value == 1


def annex_list_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the positions of the lines that list annexes: 附件：1. …, and the numbered lines below.

    A list has at least two annexes. 附件： alone on its line begins a list only if the items are followed by the end of
    the document or by a line that closes a letter (see :func:`is_annex_heading`).

    Args:
        lines: the lines of the document.
    """
    found: set[int] = set()
    for position, line in enumerate(lines):
        label = _LIST.match(line) if line.startswith("附") else None
        if label is None:
            continue
        is_alone = label.end() == len(line)
        below = position + 1
        first = leading_number(lines[below] if is_alone and below < len(lines) else line[label.end() :])
        if first is None or first.value != 1 or first.rank < Rank.FIRST:
            continue
        last = max((1, *(int(mark[1]) for mark in _INLINE_MARK.finditer(line, label.end()))))
        below += is_alone
        while below < len(lines) and _is_item(lines[below], first.rank, last + 1):
            last += 1
            below += 1
        if last > 1 and (not is_alone or below == len(lines) or _CLOSING.fullmatch(lines[below])):
            found.update(range(position, below))
    return frozenset(found)


def _is_item(line: str, rank: Rank, value: int) -> bool:
    number = leading_number(line)
    is_numbered = number is not None and (number.rank, number.value) == (rank, value)
    return is_numbered and len(line) <= _LONGEST_ITEM and line[-1] not in "。！!？?"
