"""Dates of official documents."""

import re
from datetime import date

import pytest

from qa.language.official import (
    DATE_IN_DIGITS,
    DATE_WITHOUT_BLANKS,
    DAY,
    MONTH_DATE,
    WRITTEN_DAY,
    YEAR_AND_MONTH,
    YEAR_DATE,
    parse_date,
)


@pytest.mark.parametrize(
    "text",
    [
        *("2019-12-24", "2019年12月24日", "2019 年 12 月 24 日", "2019/12/24", "2019.12.24 10:00", "20191224"),
        *("二〇一九年十二月二十四日", "二○一九年十二月二十四日", "二0一九年十二月二十四日", "二O一九年十二月二十四日"),
    ],
)
def test_dates_in_all_usual_forms_are_parsed(text: str) -> None:
    assert parse_date(text) == date(2019, 12, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2019-13-45 2019年12月24日",
        "2019-13-2019-12-24",
        "2019.30.1—2019.12.24",
        "2019-0-1、二〇一九年十二月二十四日",
    ],
)
def test_a_day_that_does_not_exist_does_not_hide_a_later_date(text: str) -> None:
    assert parse_date(text) == date(2019, 12, 24)


@pytest.mark.parametrize("text", ["", "2019-13-24", "2019年2月30日", "去年", "第20191224号", "2019年12月"])
def test_other_texts_are_not_dates(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["2019年5月10日", "二〇一九年五月十日", "2019 年 5 月 10 日", "二O一九年五月十日"])
def test_a_written_day_is_in_digits_or_in_chinese_numerals(text: str) -> None:
    assert re.fullmatch(WRITTEN_DAY, text)
    assert re.fullmatch(DAY, text)


def test_a_document_may_be_signed_with_a_day_in_digits_only() -> None:
    assert re.fullmatch(DAY, "2019-05-10")
    assert not re.fullmatch(WRITTEN_DAY, "2019-05-10")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (YEAR_AND_MONTH, "2020年5月制", "2020年5月"),
        (DATE_IN_DIGITS, "发布日期：2019-12-24 10:00", "2019-12-24"),
        (DATE_WITHOUT_BLANKS, "于2019年5月10日印发", "2019年5月10日"),
        (DATE_WITHOUT_BLANKS, "于5月10日印发", "5月10日"),
        (YEAR_DATE, "到2020 年底", "2020 年"),
        (YEAR_DATE, "2020年3月起", "2020年3月"),
        (MONTH_DATE, "2020年3月起", "3月"),
    ],
)
def test_a_pattern_finds_its_date_in_a_sentence(pattern: str, text: str, found: str) -> None:
    match = re.search(pattern, text)
    assert match is not None
    assert match[0] == found
