"""Chinese numerals and their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.official import chinese_digits, chinese_number, chinese_numeral


@given(st.integers(min_value=1, max_value=9999))
def test_a_numeral_has_the_value_that_it_was_written_from(value: int) -> None:
    assert chinese_number(str(value)) == value
    assert chinese_number(chinese_numeral(value)) == value
    assert chinese_number(chinese_digits(value)) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("二十", 20), ("二〇", 20), ("一百零三", 103), ("一千零三十五", 1035), ("两千", 2000)],
)
def test_numerals_with_units_and_digit_by_digit_are_read(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(("value", "numeral"), [(10, "十"), (12, "十二"), (110, "一百一十"), (1003, "一千零三")])
def test_a_numeral_is_written_as_people_write_it(value: int, numeral: str) -> None:
    assert chinese_numeral(value) == numeral


def test_a_year_is_written_digit_by_digit() -> None:
    assert chinese_digits(2019) == "二〇一九"
