"""The numbering of official documents and laws: 第一章, 第三条, 一、, （二）, 3., （4）, 一是."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from qa.language import chinese_number

_NUMERAL = "[零〇一二两三四五六七八九十百千]"


class Rank(IntEnum):
    """How high a numbered heading stands; smaller is higher (GB/T 9704—2012, 7.3.3; 立法技术规范)."""

    ANNEX = 1
    SECTION = 2
    PART = 3
    SUBPART = 4
    CHAPTER = 5
    DIVISION = 6
    GROUP = 7
    """一、 where articles stand below it"""
    ARTICLE = 8
    FIRST = 9
    SECOND = 10
    THIRD = 11
    FOURTH = 12
    ENUMERATION = 13


_PATTERNS = (
    (Rank.ANNEX, r"附\s?件\s?(\d{0,2})$"),
    (Rank.SECTION, rf"第({_NUMERAL}+|\d+)部分(?=[\s:：]|$)"),
    (Rank.PART, rf"第\s?({_NUMERAL}+|\d+)\s?编"),
    (Rank.SUBPART, rf"第\s?({_NUMERAL}+|\d+)\s?分编"),
    (Rank.CHAPTER, rf"第\s?({_NUMERAL}+|\d+)\s?章"),
    (Rank.DIVISION, rf"第\s?({_NUMERAL}+|\d+)\s?节"),
    (Rank.ARTICLE, rf"第\s?({_NUMERAL}+|\d+)\s?条(?:之({_NUMERAL}+))?"),
    (Rank.FIRST, rf"({_NUMERAL}+)[、．.]"),
    (Rank.SECOND, rf"[（(]({_NUMERAL}+)[）)]"),
    (Rank.THIRD, r"(\d{1,3})[.．、](?!\d)"),
    (Rank.FOURTH, r"[（(]?(\d{1,3})[）)]"),
    (Rank.ENUMERATION, rf"({_NUMERAL}+)是"),
)
_COMPILED = tuple((rank, re.compile(pattern)) for rank, pattern in _PATTERNS)
_BEGINNINGS = frozenset("附第（(零〇一二两三四五六七八九十百千") | frozenset(map(str, range(10)))
_IN_ONE_CHARACTER = re.compile("[⑴-⒛㈠-㈩]")
"""⑴, ⒈ and ㈠ stand for （1）, 1. and （一）"""
_REFERENCE = re.compile(
    r"(?:第[^\s第]{1,4}款)?(?:第[^\s第]{1,6}项)?的?(?:规定|所称|所列|所指|之规定)|[、和或至以及者]{1,2}(?:本[^\s]{1,3})?第"
)
"""what follows the number of an article that is spoken of; behind a heading's number there is a blank, or its text"""


@dataclass(frozen=True, slots=True)
class Number:
    """The number that a paragraph begins with."""

    rank: Rank
    value: int
    length: int
    """characters of the paragraph that the number takes, with its punctuation"""
    inserted: int = 0
    """the second number of an article that was put in later: 1 of 第三条之一"""
    is_reference: bool = False
    """whether the words behind it speak of an article that stands elsewhere: 第三条规定的…"""
    is_set_off: bool = False
    """whether a blank or the line's end follows it"""


def leading_number(paragraph: str) -> Number | None:
    """The number at the beginning of a paragraph, or ``None``."""
    added = 0
    if _IN_ONE_CHARACTER.match(paragraph):
        written = unicodedata.normalize("NFKC", paragraph[0])
        added = len(written) - 1
        paragraph = written + paragraph[1:]
    if not paragraph or not (paragraph[0] in _BEGINNINGS or paragraph[0].isdecimal()):
        return None
    for rank, pattern in _COMPILED:
        if match := pattern.match(paragraph):
            end = match.end()
            return Number(
                rank,
                chinese_number(match[1] or "1"),
                end - added,
                inserted=chinese_number(match[2]) if match.lastindex == 2 else 0,
                is_reference=rank <= Rank.ARTICLE and _REFERENCE.match(paragraph, end) is not None,
                is_set_off=end == len(paragraph) or paragraph[end].isspace(),
            )
    return None
