"""The numbers of provisions and list items: 第三条, 第二章, 一、, （二）, 3., （4）.

Patterns are strings for :func:`re.compile`, so that a module can join them. Sources: GB/T 9704—2012, 7.3.3 for
一、（一）1.（1）, and 立法技术规范 for 编章节条款项.
"""

from qa.language.official.numerals import CHINESE_NUMERAL

_NUMBER = rf"({CHINESE_NUMERAL}+|\d+)"


def provision(unit: str) -> str:
    """Return the pattern of 第…``unit``, with blanks around the number; group 1 is the number.

    Args:
        unit: 编, 分编, 章, 节, 条, 款 or 项, or a character class of several.
    """
    return rf"第\s?{_NUMBER}\s?{unit}"


ARTICLE = provision("条") + rf"(?:之({CHINESE_NUMERAL}+))?"
"""第三条, and 第三条之一 for an article that an amendment inserted; group 1: 三, group 2: 一"""
REPORT_PART = rf"第{_NUMBER}部分(?=[\s:：]|$)"
"""第二部分, a part of a report; 第二部分款项 is prose; group 1 is the number"""
ANNEX = r"附\s?件\s?(\d{0,2})$"
"""附件 or 附件2 on a line of its own; group 1 is the number, which may be empty"""

FIRST_LEVEL_MARK = rf"({CHINESE_NUMERAL}+)[、．.]"
"""一、; group 1 is the number, as in the marks below"""
SECOND_LEVEL_MARK = rf"[（(]({CHINESE_NUMERAL}+)[）)]"
"""（一）"""
THIRD_LEVEL_MARK = r"(\d{1,3})[.．、](?!\d)"
"""1. but neither 3.5 nor 2019."""
FOURTH_LEVEL_MARK = r"[（(]?(\d{1,3})[）)]"
"""（1） or 1）"""
ENUMERATION_MARK = rf"({CHINESE_NUMERAL}+)是"
"""一是"""
SINGLE_CHARACTER_MARK = "[⑴-⒛㈠-㈩]"
"""⑴, ⒈ and ㈠, which NFKC turns into (1), 1. and (一)"""

PARAGRAPH_NUMBER = (
    rf"{provision('(?:分?编|[章节条])')}|{CHINESE_NUMERAL}+、|{SECOND_LEVEL_MARK}|[（(]\d+[）)]|{THIRD_LEVEL_MARK}"
)
"""the number at the beginning of a paragraph, where it decides whether a printed line begins a new paragraph"""
HEADING_NUMBER = rf"{provision('[编章节条款项]')}|{CHINESE_NUMERAL}+、"
"""the number of a heading or a provision, without the marks of list items"""
ORDINAL = r"第[零〇一二三四五六七八九十百千\d]+"
"""第…, without blanks, in front of any unit (条, 届, 次, 号)"""
ANY_NUMBER = rf"[（(]?[\d零〇一二三四五六七八九十百]+[）).．、]|{ORDINAL}[编章节条项款]"
"""any number with its punctuation; looser than PARAGRAPH_NUMBER, because a list item of a web page may begin with a
year or a code: (2011), 57079、"""
_OF_THE_ARTICLE = r"(?:第[^\s第]{1,4}款)?(?:第[^\s第]{1,6}项)?的?(?:规定|所称|所列|所指|之规定)"
_AND_ANOTHER = r"[、和或至以及者]{1,2}(?:本[^\s]{1,3})?第"
ARTICLE_REFERENCE = rf"{_OF_THE_ARTICLE}|{_AND_ANOTHER}"
"""the words behind 第…条 in a reference to that article: 第三条规定的…, 第三条第一款所称…, 第三条和第四条"""
