"""The numbering of official documents and laws: 第一章, 第三条, 一、, （二）, 3., （4）, 一是."""

import re
from dataclasses import dataclass
from enum import IntEnum

from qa.language import chinese_number

_NUMERAL = "[零〇一二两三四五六七八九十百千]"


class Rank(IntEnum):
    """How high a numbered heading stands; smaller is higher (GB/T 9704—2012, 7.3.3; 立法技术规范)."""

    PART = 1
    CHAPTER = 2
    DIVISION = 3
    ARTICLE = 4
    FIRST = 5
    SECOND = 6
    THIRD = 7
    FOURTH = 8
    ENUMERATION = 9


_PATTERNS = (
    (Rank.PART, rf"第({_NUMERAL}+|\d+)编"),
    (Rank.CHAPTER, rf"第({_NUMERAL}+|\d+)章"),
    (Rank.DIVISION, rf"第({_NUMERAL}+|\d+)节"),
    (Rank.ARTICLE, rf"第({_NUMERAL}+|\d+)条(?:之{_NUMERAL}+)?"),
    (Rank.FIRST, rf"({_NUMERAL}+)[、．]"),
    (Rank.SECOND, rf"[（(]({_NUMERAL}+)[）)]"),
    (Rank.THIRD, r"(\d{1,3})[.．、](?!\d)"),
    (Rank.FOURTH, r"[（(](\d{1,3})[）)]"),
    (Rank.ENUMERATION, rf"({_NUMERAL}+)是"),
)
_COMPILED = tuple((rank, re.compile(pattern)) for rank, pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Number:
    """The number that a paragraph begins with."""

    rank: Rank
    value: int
    length: int
    """characters of the paragraph that the number takes, with its punctuation"""


def leading_number(paragraph: str) -> Number | None:
    """The number at the beginning of a paragraph, or ``None``."""
    for rank, pattern in _COMPILED:
        match = pattern.match(paragraph)
        if match:
            return Number(rank, chinese_number(match[1]), match.end())
    return None
