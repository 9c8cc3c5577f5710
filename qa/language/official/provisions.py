"""The numbers of provisions and list items: 第三条, 第二章, 一、, （二）, 3., （4）.

Patterns are strings for :func:`re.compile`, so that other modules can combine them. Sources: GB/T 9704—2012, 7.3.3 for
一、（一）1.（1）, and 立法技术规范 for 编章节条款项.
"""

from qa.language.official.numerals import CHINESE_NUMERAL

_NUMBER = rf"({CHINESE_NUMERAL}+|\d+)"


def provision(unit: str) -> str:
    """Return the pattern of 第…``unit``, with optional blanks around the number; group 1 is the number.

    Args:
        unit: 编, 分编, 章, 节, 条, 款 or 项, or a character class of several.
    """
    return rf"第\s?{_NUMBER}\s?{unit}"


PART_UNIT, CHAPTER_UNIT, DIVISION_UNIT, ARTICLE_UNIT = "[编編]", "章", "[节節]", "[条條]"
"""编, 章, 节 and 条 in simplified and traditional characters"""
ARTICLE = rf"【?{provision(ARTICLE_UNIT)}(?:\s?之\s?({CHINESE_NUMERAL}+))?】?"
"""第三条, 第三條, 【第三条】, and 第三条之一 for an article that an amendment inserted; group 1: 三, group 2: 一"""
REPORT_PART = rf"第{_NUMBER}部分(?=[\s:：]|$)"
"""第二部分, a part of a report; 第二部分款项 is prose; group 1 is the number"""
_ANNEX_NUMBER = rf"(?:第?\s?({CHINESE_NUMERAL}{{1,3}}|\d{{1,2}}|[A-Z])(?![\dA-Za-z.．])\s?号?)?"
_ANNEX_KIND = "(?:[（(](?:规范性|资料性|規範性|資料性)(?:附[录錄])?[)）])?"
ANNEX = (
    rf"附\s?[件表录錄图圖]\s?{_ANNEX_NUMBER}\s*{_ANNEX_KIND}\s*"
    r"(?:[:：]?\s*$|(?<=[)）])\s*(?=\S)|[:：]\s*(?=[^\s\d])|(?<=[\dA-Z一二三四五六七八九十])\s+(?=\S))"
)
"""附件, 附件2, 附表一, 附录A（规范性附录）, alone or before a title (附件1：考核办法); group 1 is the number, if any"""
_BEHIND_UNIT = r"(?=[以内之后前的左至到及和或，。；、）)\s]|$)"
_UNIT = (
    r"%|％|‰|[万亿吨米倍岁斤寸℃]|千[克米瓦万]|百[万分]|个(?:月|百分点|工作日|小时|学[分时])|元(?![数旦素])|公[里斤顷尺分]"
    rf"|平方|立方|毫[米升克安]|厘米|分[钟贝之]|小时|克{_BEHIND_UNIT}|[年月日天周度级升折分人名家户件次]{_BEHIND_UNIT}"
)
_NO_CLAUSE = rf"[\d.．、：:~～×x*/+-]|\s?(?:{_UNIT})"
"""matches what follows the number of an amount, such as 万 in 3.5万元, but not a word after the number of a clause that
only begins like a unit, such as 公司 in 1.1公司概况"""
DECIMAL_MARK = rf"(\d{{1,3}}(?:[.．]\d{{1,3}}){{1,4}})(?!{_NO_CLAUSE})(?=\s*[^\s\d])"
"""11.1.2, a clause of a standard; neither 3.5万元 nor 3.5%; group 1 is the number"""
BARE_MARK = r"(\d{1,3})[\s\u3000]+(?=[\u4e00-\u9fff])"
"""11 in front of a title (11 试验方法), a chapter of a standard with clauses 11.1, 11.2; group 1 is the number"""

FIRST_LEVEL_MARK = rf"({CHINESE_NUMERAL}+)\s?[、．.]"
"""一、; group 1 is the number, as in the following marks down to ``ENUMERATION_MARK``"""
SECOND_LEVEL_MARK = rf"[（(]({CHINESE_NUMERAL}+)[）)]"
"""（一）"""
THIRD_LEVEL_MARK = r"(\d{1,3})(?:[.．]|\s?、)(?!\d)"
"""1. but neither 3.5 nor 2019."""
FOURTH_LEVEL_MARK = r"[（(]?(\d{1,3})[）)]"
"""（1） or 1）"""
ENUMERATION_MARK = rf"({CHINESE_NUMERAL}+)是"
"""一是"""
SINGLE_CHARACTER_MARK = "[⑴-⒛㈠-㈩]"
"""⑴, ⒈ and ㈠, which NFKC turns into (1), 1. and (一)"""

PARAGRAPH_NUMBER = (
    rf"{provision('(?:分?[编編]|[章节節条條])')}|{CHINESE_NUMERAL}+、"
    rf"|{SECOND_LEVEL_MARK}|[（(]\d+[）)]|{THIRD_LEVEL_MARK}"
)
"""the number at the beginning of a paragraph; it shows that a printed line begins a new paragraph"""
HEADING_NUMBER = rf"【?{provision('[编編章节節条條款项項]')}|{CHINESE_NUMERAL}+、"
"""the number of a heading or a provision, without the marks of list items"""
ORDINAL = r"第[零〇一二三四五六七八九十百千\d]+"
"""第…, without blanks, in front of any unit (条, 届, 次, 号)"""
ANY_NUMBER = rf"[（(]?[\d零〇一二三四五六七八九十百]+[）).．、]|【?{ORDINAL}[编編章节節条條项項款]"
"""any number with its punctuation; looser than PARAGRAPH_NUMBER, because a list item of a web page may begin with a
year or a code: (2011), 57079、"""
_OF_THE_ARTICLE = r"(?:第[^\s第]{1,4}款)?(?:第[^\s第]{1,6}[项項])?(?:的|之)?(?:规定|規定|所称|所稱|所列|所指)"
_AND_ANOTHER = r"[、和或至以及者]{1,2}(?:本[^\s]{1,3})?第"
ARTICLE_REFERENCE = rf"{_OF_THE_ARTICLE}|{_AND_ANOTHER}"
"""the words after 第…条 in a reference to that article: 第三条规定的…, 第三条第一款所称…, 第三条和第四条"""
CONTENTS_ENTRY = r".*(?:…|\.{3}|·{3}|．{3})[…\s.·．]*[（(]?\d*[）)]?"
"""a line of a table of contents: 第三条 入社条件……2"""
