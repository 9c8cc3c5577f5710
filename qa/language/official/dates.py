"""Dates of official documents: 2019年12月24日, 2019-12-24, 二〇一九年十二月二十四日, 20191224.

Patterns are strings for :func:`re.compile`; none has a capturing group.
"""

import re
from contextlib import suppress
from datetime import date
from itertools import chain

from qa.language.official.numerals import chinese_number

_ZEROS = "0０零〇○◯OoＯ"
"""the characters for zero in a year of Chinese numerals, including the letter O that people type: 二O一九"""
_DIGITS = "一二三四五六七八九"

YEAR = r"(?:19|20)\d{2}"
YEAR_AND_MONTH = r"\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]"
"""a date in digits up to the mark after the month: 2020年5月, 2020-5-"""
DATE_IN_DIGITS = rf"{YEAR_AND_MONTH}\s*\d{{1,2}}"
"""a date in digits up to the number of the day: 2019-12-24, 2019年12月24; a 日 that follows is not part of the match"""
WRITTEN_MONTH = rf"[\d{_ZEROS}{_DIGITS}十]{{4}}\s*年\s*[\d{_DIGITS}十]{{1,3}}\s*月"
"""a month with 年 and 月, in digits or in Chinese numerals"""
WRITTEN_DAY = rf"{WRITTEN_MONTH}\s*[\d{_DIGITS}十]{{1,3}}\s*日"
"""a day with 年, 月 and 日, in digits or in Chinese numerals"""
DAY = rf"(?:{WRITTEN_DAY}|{YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}})"
"""a date in a signature: 2019年12月24日, 2019-12-24"""
DAY_WITHOUT_BLANKS = r"\d{4}年\d{1,2}月\d{1,2}日"
DATE_WITHOUT_BLANKS = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
"""a date that is indexed as one word: 2019年, 2019年5月, 2019年5月10日, 5月10日"""
YEAR_DATE = r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
"""a year with or without month and day: 2019年, 2019年5月, 2019年5月10日"""
MONTH_DATE = r"\d{1,2}月(?:\d{1,2}日)?"
"""a month with or without a day: 5月, 5月10日"""

_DATE = re.compile(r"(?=(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2}))")
"""matches before a date, so that a date which begins inside an impossible one is found: 2019-13-2019-12-24"""
_UNBROKEN_DATE = re.compile(rf"\s*({YEAR})(\d\d)(\d\d)\s*")
_CHINESE_DATE = re.compile(
    rf"([{_ZEROS}{_DIGITS}]{{4}})\s*年\s*([{_DIGITS}十]{{1,2}})\s*月\s*([{_DIGITS}十]{{1,3}})\s*日"
)
_TO_ONE_ZERO = str.maketrans(dict.fromkeys(_ZEROS, "〇"))


def parse_date(value: str) -> date | None:
    """Return the first date in digits that exists in the calendar, or else the first one in Chinese numerals.

    ``None`` if ``value`` has no such date. Formats: 2019-12-24, 2019/12/24, 2019.12.24, 2019年12月24日,
    二〇一九年十二月二十四日; also 20191224, if ``value`` holds nothing else.
    """
    unbroken = filter(None, [_UNBROKEN_DATE.fullmatch(value)])
    for found in chain(_DATE.finditer(value), unbroken, _CHINESE_DATE.finditer(value)):
        with suppress(ValueError):
            return date(*map(_number, found.groups()))
    return None


def _number(numeral: str) -> int:
    return chinese_number(numeral if numeral.isdecimal() else numeral.translate(_TO_ONE_ZERO))
