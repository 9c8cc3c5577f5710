"""Dates of the Minguo calendar."""

from datetime import date

import pytest

from qa.reading.body_fields import date_written


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (
            ("國立中央大學學則", "110.1.13教務會議通過", "113.6.19教務會議修正通過", "111.6.15教務會議通過"),
            (2024, 6, 19),
        ),
        (("學生請假要點", "中華民國98年10月7日行政會議核備", "第一條 略。"), (2009, 10, 7)),
        (("國立中興大學學則（1131220）", "第一條 略。"), (2024, 12, 20)),
        (("出版品管理辦法（0971126 )", "第一條 略。"), (2008, 11, 26)),
        (("112.03.01修訂", "論文格式參考", "一、封面"), (2023, 3, 1)),
    ],
)
def test_the_last_change_of_a_rule_is_its_date(lines: tuple[str, ...], day: tuple[int, int, int]) -> None:
    assert date_written(lines) == date(*day)


@pytest.mark.parametrize(
    "lines",
    [
        ("國立中央大學學則", "第一條 103.12.23會議通過的辦法停止適用。"),
        ("課程清單（1139920）",),
        ("產品說明（1131220）", "版本 113.6.19"),
        ("國立中央大學學則", "113.13.45教務會議通過"),
    ],
)
def test_other_numbers_are_no_dates(lines: tuple[str, ...]) -> None:
    assert date_written(lines) is None
