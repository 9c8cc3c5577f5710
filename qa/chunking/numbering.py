"""The number at the beginning of a paragraph and its rank: 第一章, 第三条, 一、, （二）, 3., （4）, 一是."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from qa.language.official import (
    ANNEX,
    ARTICLE,
    ARTICLE_REFERENCE,
    ENUMERATION_MARK,
    FIRST_LEVEL_MARK,
    FOURTH_LEVEL_MARK,
    REPORT_PART,
    SECOND_LEVEL_MARK,
    SINGLE_CHARACTER_MARK,
    THIRD_LEVEL_MARK,
    chinese_number,
    provision,
)


class Rank(IntEnum):
    """The rank of a numbered heading; a smaller rank is higher (GB/T 9704—2012, 7.3.3; 立法技术规范)."""

    ANNEX = 1
    SECTION = 2
    PART = 3
    SUBPART = 4
    CHAPTER = 5
    DIVISION = 6
    GROUP = 7
    """一、 in a document whose articles stand below it"""
    ARTICLE = 8
    FIRST = 9
    SECOND = 10
    THIRD = 11
    FOURTH = 12
    ENUMERATION = 13


_PATTERNS = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (Rank.ANNEX, ANNEX),
        (Rank.SECTION, REPORT_PART),
        (Rank.PART, provision("编")),
        (Rank.SUBPART, provision("分编")),
        (Rank.CHAPTER, provision("章")),
        (Rank.DIVISION, provision("节")),
        (Rank.ARTICLE, ARTICLE),
        (Rank.FIRST, FIRST_LEVEL_MARK),
        (Rank.SECOND, SECOND_LEVEL_MARK),
        (Rank.THIRD, THIRD_LEVEL_MARK),
        (Rank.FOURTH, FOURTH_LEVEL_MARK),
        (Rank.ENUMERATION, ENUMERATION_MARK),
    )
)
_FIRST_CHARACTERS = frozenset("附第（(零〇一二两三四五六七八九十百千")
"""first characters of the patterns that begin with no digit; a quick test, since most paragraphs begin otherwise"""
_SINGLE_CHARACTER_MARK = re.compile(SINGLE_CHARACTER_MARK)
_REFERENCE = re.compile(ARTICLE_REFERENCE)


@dataclass(frozen=True, slots=True)
class Number:
    """The number at the beginning of a paragraph."""

    rank: Rank
    value: int
    length: int
    """the length of the number with its punctuation, in characters of the paragraph"""
    inserted: int = 0
    """the second number of an article that an amendment inserted: 1 for 第三条之一"""
    is_reference: bool = False
    """whether the following words refer to an article elsewhere: 第三条规定的…"""
    is_set_off: bool = False
    """whether a blank or the end of the line follows"""


def leading_number(paragraph: str) -> Number | None:
    """Return the number at the beginning of a paragraph, or ``None``."""
    added = 0
    if _SINGLE_CHARACTER_MARK.match(paragraph):
        expanded = unicodedata.normalize("NFKC", paragraph[0])
        added = len(expanded) - 1
        paragraph = expanded + paragraph[1:]
    if not paragraph or not (paragraph[0] in _FIRST_CHARACTERS or paragraph[0].isdecimal()):
        return None
    for rank, pattern in _PATTERNS:
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
