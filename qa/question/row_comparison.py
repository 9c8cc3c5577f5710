"""Recognise a question for the rows of a table whose amount is above or below a given one, or the greatest or least.

哪些项目投资超过5000万元, 哪个摊位日租最高.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qa.language import matching_form
from qa.language.official import AMOUNT_NUMERAL, range_values


class Relation(StrEnum):
    """How the amount in a row must compare with the amount that the question names, or with all other rows."""

    OVER = "over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"
    BETWEEN = "between"
    GREATEST = "greatest"
    LEAST = "least"


_SELECTS = re.compile(
    r"哪[些几个家种类项位条座所只辆台处间份款批人儿里]|(?:什么|啥)[\u4e00-\u9fff]{1,6}|多少[个家项种位条座所台]|有几[个家项种位条座所台]|谁|列出|有没有"
    r"|最(?:[多高大长久远贵少低小短轻]|便宜)的[\u4e00-\u9fff]{1,8}[?？。]?$"
)
# A run of digits is read once, from its beginning: otherwise the time would grow with the square of its length.
_SCALED = rf"(?:(?<![\d,.])\d[\d,]*+(?:\.\d++)?[百千]?[万亿]*+|(?<!{AMOUNT_NUMERAL})(?<!\d){AMOUNT_NUMERAL}++)"
_UNIT = (
    r"(?:平方公里|平方米|立方米|公里|千米|公顷|公斤|千克|小时|分钟|个月|工作日|美元"
    r"|[%元米亩吨克升人户天年岁个家名台辆件次座套间张份])?"
)
_AMOUNT = rf"(?P<amount>{_SCALED})(?P<unit>{_UNIT})"
_BEFORE = {
    Relation.AT_LEAST: "不[少低小]于|至少|达到?|满",
    Relation.AT_MOST: "不超过|不[高多大]于|至多",
    Relation.OVER: "超过|[大高多]于|超出|超",
    Relation.UNDER: "[低少小]于|不[足满到]|未满",
}
_AFTER = {
    Relation.AT_LEAST: "及?以上",
    Relation.AT_MOST: "及?以[下内]",
}
_RELATIONS = tuple(
    (relation, re.compile(pattern))
    for relation, pattern in (
        (Relation.BETWEEN, rf"(?:在|介于)?(?P<least>{_SCALED}){_UNIT}(?:到|至|[-—~～]|和|与){_AMOUNT}之间"),
        *((relation, rf"(?<!不)(?:{words})\s?{_AMOUNT}") for relation, words in _BEFORE.items()),
        *((relation, rf"{_AMOUNT}(?:{words})") for relation, words in _AFTER.items()),
    )
)
_EXTREMES = (
    (Relation.GREATEST, re.compile("最[多高大长久远贵重](?!可以?|能|不|要|限|程度|人民|法院|检察)")),
    (
        Relation.LEAST,
        re.compile("最(?:[少低小短轻]|便宜)(?!要|得|应|不|限|程度|生活|工资|保障|标准)|[离距][^，,]{1,12}最近"),
    ),
)
"""words for the greatest and the least amount, but not 最重要, 最高人民法院, 最低生活保障, 最近三年"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that a question asks for, by an amount in one of their columns."""

    relation: Relation
    words: str
    """the words of the question that compare, such as 超过5000万元"""
    amount: Decimal = Decimal(0)
    """the amount to compare with, such as 50,000,000 for 5000万元; the higher amount of a range; 0 for ``GREATEST`` and
    ``LEAST``"""
    least: Decimal = Decimal(0)
    """the lower amount of a range; 0 if the relation is not ``BETWEEN``"""
    unit: str = ""
    """the unit of the amount, such as 元 or 公里; empty if the question names none"""
    is_scaled: bool = False
    """whether the amount has a unit or ends with 百, 千, 万 or 亿; if not, it is compared with the numbers in the table
    without their units"""


def comparison(question: str) -> Comparison | None:
    """Return the comparison by which a question selects rows, or ``None`` for another question.

    Args:
        question: the text that the user typed.
    """
    text = matching_form(question)
    if not _SELECTS.search(text):
        return None
    for relation, pattern in _RELATIONS:
        if found := pattern.search(text):
            try:
                return _comparison(relation, found)
            except (KeyError, ValueError):
                # Numerals that are not a number: 超过千千万万.
                return None
    # The last one asks: 哪个停车场日最高收费最低.
    extremes = ((found.start(), found[0], relation) for relation, words in _EXTREMES for found in words.finditer(text))
    last = max(extremes, default=None)
    return Comparison(last[2], last[1]) if last else None


def _comparison(relation: Relation, found: re.Match[str]) -> Comparison:
    named = found.groupdict()
    amount, unit = found["amount"], found["unit"]
    least, greatest = range_values(named.get("least") or "0", amount)
    is_scaled = bool(unit) or amount.endswith(("百", "千", "万", "亿"))
    return Comparison(relation, found[0], greatest, least, unit, is_scaled)
