"""The number at the beginning of a paragraph and its rank: 第一章, 第三条, 一、, （二）, 3., 11.1.2, （4）, 一是."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from qa.language.official import (
    ANNEX,
    ARTICLE,
    ARTICLE_REFERENCE,
    BARE_MARK,
    CHAPTER_UNIT,
    DECIMAL_MARK,
    DIVISION_UNIT,
    ENUMERATION_MARK,
    FIRST_LEVEL_MARK,
    FOURTH_LEVEL_MARK,
    PART_UNIT,
    REPORT_PART,
    SECOND_LEVEL_MARK,
    SINGLE_CHARACTER_MARK,
    THIRD_LEVEL_MARK,
    chinese_number,
    provision,
)


class Rank(IntEnum):
    """The rank of a numbered heading; a smaller rank is higher (GB/T 9704—2012, 7.3.3; 立法技术规范; GB/T 1.1)."""

    ANNEX = 1
    SECTION = 2
    PART = 3
    SUBPART = 4
    CHAPTER = 5
    DIVISION = 6
    GROUP = 7
    """一、 in a document where it is a heading above the articles; also （一） or 1. in front of a heading that the
    table of contents lists, if the table lists no 一、"""
    ARTICLE = 8
    FIRST = 9
    LISTED_SECOND = 10
    """（一） in front of a heading that the table of contents lists below 一、; it ranks above （一） and 1. in the
    part under this heading"""
    LISTED_THIRD = 11
    """1. in front of a heading that the table of contents lists below 一、; it ranks above （一） and 1. in the
    part under this heading"""
    SECOND = 12
    THIRD = 13
    CLAUSE = 14
    """11.1; the ranks below are 11.1.2, 11.1.2.1 and 11.1.2.1.1"""
    CLAUSE_3 = 15
    CLAUSE_4 = 16
    CLAUSE_5 = 17
    FOURTH = 18
    ENUMERATION = 19


_CLAUSES = range(Rank.CLAUSE, Rank.CLAUSE_5 + 1)


_PATTERNS = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (Rank.ANNEX, ANNEX),
        (Rank.SECTION, REPORT_PART),
        (Rank.PART, provision(PART_UNIT)),
        (Rank.SUBPART, provision(f"分{PART_UNIT}")),
        (Rank.CHAPTER, provision(CHAPTER_UNIT)),
        (Rank.DIVISION, provision(DIVISION_UNIT)),
        (Rank.ARTICLE, ARTICLE),
        (Rank.FIRST, FIRST_LEVEL_MARK),
        (Rank.SECOND, SECOND_LEVEL_MARK),
        (Rank.CLAUSE, DECIMAL_MARK),
        (Rank.THIRD, THIRD_LEVEL_MARK),
        (Rank.FOURTH, FOURTH_LEVEL_MARK),
        (Rank.ENUMERATION, ENUMERATION_MARK),
    )
)
_FIRST_CHARACTERS = frozenset("附第【（(零〇一二两三四五六七八九十百千")
"""first characters, other than digits, of all patterns: a quick test that rules out most paragraphs"""
_SINGLE_CHARACTER_MARK = re.compile(SINGLE_CHARACTER_MARK)
_REFERENCE = re.compile(ARTICLE_REFERENCE)
_CLAUSE_REFERENCE = re.compile(rf"[的和、或至]|{ARTICLE_REFERENCE}")
_BARE_MARK = re.compile(BARE_MARK)


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
    """whether the words after the number show that it refers to a provision elsewhere: 第三条规定的…"""
    is_set_off: bool = False
    """whether a blank or the end of the line follows"""
    parents: tuple[int, ...] = ()
    """the numbers in front of the last one: 11 and 1 for 11.1.2"""

    @property
    def is_clause(self) -> bool:
        """Whether this is the number of a clause of a standard, such as 11.1.2."""
        return self.rank in _CLAUSES


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
            if rank == Rank.CLAUSE:
                return _clause(paragraph, match)
            return Number(
                rank,
                _value(match[1] or "1"),
                end - added,
                inserted=chinese_number(match[2]) if rank == Rank.ARTICLE and match[2] else 0,
                is_reference=rank <= Rank.ARTICLE and _REFERENCE.match(paragraph, end) is not None,
                is_set_off=end == len(paragraph) or paragraph[end].isspace(),
            )
    return None


def bare_number(paragraph: str) -> Number | None:
    """Return the number of a chapter of a standard, which has no punctuation (11 试验方法), or ``None``."""
    match = _BARE_MARK.match(paragraph)
    return Number(Rank.THIRD, int(match[1]), match.end(), is_set_off=True) if match else None


def _clause(paragraph: str, match: re.Match[str]) -> Number:
    *parents, value = map(int, re.split("[.．]", match[1]))
    end = match.end()
    return Number(
        Rank(Rank.CLAUSE + len(parents) - 1),
        value,
        end,
        is_reference=_CLAUSE_REFERENCE.match(paragraph, end) is not None,
        is_set_off=paragraph[end].isspace(),
        parents=tuple(parents),
    )


def _value(numeral: str) -> int:
    """Return the value of a numeral; the letter of an annex counts from A = 1."""
    return ord(numeral) - ord("A") + 1 if "A" <= numeral <= "Z" else chinese_number(numeral)
