"""Tell the heading of an annex from the list of annexes at the end of a letter."""

import re
from collections.abc import Sequence

from qa.chunking.numbering import Number, Rank, leading_number
from qa.language.official import DAY, ORGANISATION

_LONGEST_HEADING = 60
_TERMINAL = "。；;！!？?，,：:"
_NUMBERED = re.compile(r"附\s?[件表录錄图圖]\s?[第\dA-Z一二三四五六七八九十]")
_CLOSING = re.compile(rf"{ORGANISATION}(?:[\s\u3000]+{ORGANISATION})*|[（(]?{DAY}[)）]?|[（(].*[)）]|联系人.*")


def is_annex_heading(number: Number, lines: Sequence[str]) -> bool:
    """Return whether a line that starts with 附件 is the heading of an annex, and not a mention of one.

    附件1：名单 names an annex if another annex, the signature, the date or the end of the document follows. 附件：办法,
    without a number, begins an annex if the annex begins with its own first number.

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
