"""Find years, dates, numbers and amounts in a text, and convert them to a canonical form.

2019年 equals 二〇一九年, 第35号 equals 第三十五号, and 3.5万元 equals 35,000元 and 三万五千元.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qa.language.official.document_numbers import DOCUMENT_NUMBER
from qa.language.official.numerals import chinese_number

_YEAR = r"(?:19|20)\d{2}"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = "[零〇○一二两三四五六七八九十百千]"
_NUMBER = rf"(?:{_DIGITS}(?:[百千](?![米克瓦]))?[万亿]*|{_CHINESE}+(?:[万亿]{_CHINESE}*)*)"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"[-—–~～至到]{1,2}"
_UNITS = {
    "元|块钱|块": "元",
    "美元": "美元",
    "%|个百分点": "%",
    "‰": "‰",
    "平方米|㎡|m2": "平方米",
    "立方米|m3": "立方米",
    "公顷": "公顷",
    "亩": "亩",
    "公里|千米|km": "公里",
    "米": "米",
    "厘米|cm": "厘米",
    "毫米|mm": "毫米",
    "吨": "吨",
    "公斤|千克|kg": "公斤",
    "克": "克",
    "毫升|ml": "毫升",
    "升": "升",
    "度电|千瓦时": "千瓦时",
    "个?工作日": "工作日",
    "个?小时": "小时",
    "分钟": "分钟",
    "天|日": "天",
    "个月": "月",
    "周|个?星期": "周",
    "年": "年",
    "人": "人",
    "户": "户",
}
"""patterns of the units of amounts, each with the unit in canonical form"""
_CANONICAL = tuple((re.compile(pattern), unit) for pattern, unit in _UNITS.items())
_AMOUNT_UNIT = "|".join(sorted("|".join(_UNITS).split("|"), key=len, reverse=True))
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = "[线楼河路桥院库馆厅井仓厂矿站口坑]|门(?!诊)|车间|地块|窗口|码头|泊位|隧道|机组"
"""what 五号 numbers when it is not the fifth day of a month"""
_FORMS = (
    ("document", DOCUMENT_NUMBER),
    ("years", rf"(?<!\d)({_YEAR})年?{_TO}({_YEAR})年"),
    ("written", rf"(?<!\d)({_YEAR})\s?年\s?({_DAY})\s?月\s?(?:({_DAY})\s?[日号])?"),
    ("day", rf"(?<!\d)({_YEAR})[./-](\d{{1,2}})[./-](\d{{1,2}})(?!\d)"),
    ("year", rf"(?<![\d第])({_YEAR})\s?年"),
    ("month", rf"(?<![\d一二三四五六七八九十])({_DAY})月(?!子)份?(?:({_DAY})[日号])?"),
    ("percent", r"百分之([\d.]+|[零〇一二三四五六七八九十百]+)"),
    ("ordinal", rf"第\s?({_NUMBER})\s?(号线|季度|单元|[\u4e00-\u9fff])(?:之({_CHINESE}+))?"),
    (
        "house",
        rf"(?<![\d.\-第])(\d+(?=号(?!召)|栋|幢|单元|弄)|(?<![月初{_NUMERALS}])[{_NUMERALS}]{{1,3}}(?=号(?:{_NUMBERED})))"
        "(号线|号|栋|幢|单元|弄)",
    ),
    ("amounts", rf"(?<![\d.第])({_NUMBER}){_TO}({_NUMBER})[余多]?({_AMOUNT_UNIT})"),
    ("amount", rf"(?<![\d.,第])({_NUMBER})[余多]?({_AMOUNT_UNIT})"),
    ("code", r"(?<![a-z0-9])[a-z]+\d*(?:[-/][a-z0-9]+)*[-/]\d[a-z0-9]*(?![a-z0-9])"),
)
_ANY = re.compile("|".join(f"(?P<{name}>{re.sub(r'[(](?![?])', '(?:', form)})" for name, form in _FORMS))
_PARTS = {name: re.compile(form) for name, form in _FORMS}
_FAR_APART = 10
"""factor from which a range from a greater to a lesser amount is not plausible"""
_DECIMAL = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_PLAIN = r"(?:\d[\d,.]*|[一二两三四五六七八九])"
_IS_PLAIN = re.compile(_PLAIN)
_SCALE = re.compile(rf"(?:{_PLAIN}(?P<small>[百千])?|{_CHINESE}+)(?P<large>[万亿]?)")
"""matches a number with one scale at its end, such as 5千万 or 三十万; not 五万五千"""


class QuantityKind(StrEnum):
    """The kind of a quantity: what its number means."""

    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    """a number that names one of many: 第35号, 35号, 第三条"""
    AMOUNT = "amount"
    CODE = "code"
    """letters and digits: gx-2021-0087"""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text, from its least value ``low`` to its greatest ``high``; both are equal unless it is a range.

    A value is a tuple: the month and, if stated, the day of a date; the two numbers of an ordinal (3 and 1 for
    第三条之一, 3 and 0 for 第三条); else a single number or code.
    """

    kind: QuantityKind
    unit: str
    """the unit of an amount in canonical form; the word after the number of an ordinal (条); the part of a code before
    its last digits; empty for a year or a date"""
    low: tuple[Decimal | str, ...]
    high: tuple[Decimal | str, ...]
    start: int
    end: int
    """end of the quantity in the text"""
    text: str
    """the quantity as written, in matching form"""

    @property
    def name(self) -> str:
        """The quantity as it is shown to a reader."""
        if self.kind is QuantityKind.YEAR:
            return f"{self.low[0]}年" if self.low == self.high else f"{self.low[0]}—{self.high[0]}年"
        if self.kind is QuantityKind.DATE:
            return "".join(f"{part}{unit}" for part, unit in zip(self.low, "月日", strict=False))
        return self.text.upper() if self.kind is QuantityKind.CODE else self.text

    def is_comparable(self, other: "Quantity") -> bool:
        """Return whether two quantities have the same kind and unit, so that different values contradict each other."""
        return (self.kind, self.unit) == (other.kind, other.unit)

    def meets(self, asked: "Quantity") -> bool:
        """Return whether this quantity is the one asked for.

        Quantities of the same kind and unit meet if they are equal. Three further cases:

        - years and ranges of years meet if all years of one are among those of the other;
        - a range of amounts meets each of its two ends;
        - a month meets each of its days, and a day meets its month.
        """
        if not self.is_comparable(asked):
            return False
        if self.kind is QuantityKind.DATE:
            # A month and each of its days meet each other.
            return self.low[: len(asked.low)] == asked.low or self.low == asked.low[: len(self.low)]
        if self.kind is QuantityKind.YEAR:
            return self._holds(asked) or asked._holds(self)
        return asked.low in (self.low, self.high) and asked.high in (self.low, self.high)

    def _holds(self, other: "Quantity") -> bool:
        """Return whether this range of years has all the years of another."""
        return _year(self.low) <= _year(other.low) and _year(other.high) <= _year(self.high)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in their order.

    A date with a year gives two quantities: the year, and the month with the day, if there is one. A 文号 gives none.

    Args:
        text: a text in matching form (:func:`qa.language.matching_form`).
    """
    return tuple(quantity for match in _ANY.finditer(text) for quantity in _of(match))


def _of(match: re.Match[str]) -> Iterator[Quantity]:
    name = match.lastgroup or ""
    inner = _PARTS[name].match(match.string, match.start())
    if inner is None or name == "document":
        return
    groups = inner.groups()
    try:
        for kind, unit, low, high in _READERS[name](groups or (match[0],)):
            yield Quantity(kind, unit, low, high, match.start(), match.end(), match[0])
    except (KeyError, ValueError):
        # Numerals that are not a number: 三五成群.
        return


_Value = tuple[Decimal | str, ...]
_Read = Iterator[tuple[QuantityKind, str, _Value, _Value]]


def _ascending(first: Decimal, last: Decimal) -> tuple[_Value, _Value]:
    """Return the two ends of a range, the least first: a text may name the greatest first, as in 5至3人."""
    return (min(first, last),), (max(first, last),)


def _years(groups: tuple[str, ...]) -> _Read:
    yield QuantityKind.YEAR, "", *_ascending(Decimal(groups[0]), Decimal(groups[-1]))


def _day(groups: tuple[str, ...]) -> _Read:
    yield from _years(groups[:1])
    yield from _month(groups[1:])


def _month(groups: tuple[str, ...]) -> _Read:
    value = tuple(number_value(part) for part in groups if part)
    yield QuantityKind.DATE, "", value, value


def _percent(groups: tuple[str, ...]) -> _Read:
    yield QuantityKind.AMOUNT, "%", (number_value(groups[0]),), (number_value(groups[0]),)


def _ordinal(groups: tuple[str, ...]) -> _Read:
    value = (number_value(groups[0]), number_value(groups[2]) if len(groups) > 2 and groups[2] else Decimal(0))
    yield QuantityKind.ORDINAL, groups[1], value, value


def _amounts(groups: tuple[str, ...]) -> _Read:
    first, last, unit = groups[0], groups[-2], groups[-1]
    low, high = range_values(first, last)
    canonical = next(name for pattern, name in _CANONICAL if pattern.fullmatch(unit))
    yield QuantityKind.AMOUNT, canonical, *_ascending(low, high)


def range_values(first: str, last: str) -> tuple[Decimal, Decimal]:
    """Return the values of the two numbers of a range, in the order of the text.

    The scale of the last number applies to a first number without a scale of its own, if the values are then not far
    apart: 3-5万 and 三至五万 begin at 30,000, 三百至五百万 at 3,000,000, but 800-1万 at 800.

    Raises:
        KeyError, ValueError: one of the two is not a number.
    """
    low, high = number_value(first), number_value(last)
    scale = _SCALE.fullmatch(last)
    if scale and not re.search("[万亿]", first):
        small = (scale["small"] or "") if _IS_PLAIN.fullmatch(first) else ""
        scaled = number_value(f"{first}{small}{scale['large']}")
        low = scaled if scaled < _FAR_APART * high else low
    return low, high


def _amount(groups: tuple[str, ...]) -> _Read:
    yield from _amounts((groups[0], groups[0], groups[1]))


def _code(groups: tuple[str, ...]) -> _Read:
    yield QuantityKind.CODE, re.sub(r"\d+$", "", groups[0]), (groups[0],), (groups[0],)


_READERS = {
    "years": _years,
    "written": _day,
    "day": _day,
    "year": _years,
    "month": _month,
    "percent": _percent,
    "ordinal": _ordinal,
    "house": _ordinal,
    "amounts": _amounts,
    "amount": _amount,
    "code": _code,
}


def _year(value: _Value) -> Decimal:
    return Decimal(value[0])


def number_value(numeral: str) -> Decimal:
    """Return the value of a numeral in digits, in Chinese, or in both: 3.5万, 三万五千, 12,000.

    Raises:
        KeyError, ValueError: the text is not a number.
    """
    value = Decimal(0)
    rest = numeral.replace(",", "")
    for scale, factor in (("亿", 10**8), ("万", 10**4)):
        before, found, after = rest.partition(scale)
        if found:
            value += _below_ten_thousand(before or "1") * factor
            rest = after
    return value + (_below_ten_thousand(rest) if rest else 0)


def _below_ten_thousand(numeral: str) -> Decimal:
    digits = numeral.rstrip("百千")
    if _DECIMAL.fullmatch(digits):
        factor = {"": 1, "百": 100, "千": 1000}[numeral[len(digits) :]]
        return Decimal(digits) * factor
    return Decimal(chinese_number(numeral))
