"""Filters in words."""

from datetime import date

from qa.filter_text import filters_text
from qa.types import NO_FILTERS, Filters


def test_a_whole_year_is_named_as_a_year() -> None:
    filters = Filters("深圳市", date(2019, 1, 1), date(2019, 12, 31))
    assert filters_text(filters) == "发布机构含“深圳市”，2019年"


def test_other_dates_and_the_remaining_filters_are_listed() -> None:
    filters = Filters(since=date(2019, 5, 1), until=date(2020, 1, 1), document_number="深府〔2019〕1号", status="有效")
    assert filters_text(filters) == "2019-05-01 起，到 2020-01-01，文号 深府〔2019〕1号，状态含“有效”"


def test_no_filters_give_no_text() -> None:
    assert filters_text(NO_FILTERS) == ""
