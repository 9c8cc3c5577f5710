"""Quantities in one canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language import matching_form
from qa.language.official import Quantity, QuantityKind, quantities


def read(text: str) -> tuple[Quantity, ...]:
    return quantities(matching_form(text))


def values(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(q.kind.value, q.unit, tuple(str(part) for part in q.low)) for q in read(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2019年", "二〇一九年"),
        ("２０１９年", "二○一九年"),
        ("第35号", "第三十五号"),
        ("第３５号", "35号"),
        ("五号河道", "第5号河道"),
        ("十五号楼", "15号楼"),
        ("三号线", "3号线"),
        ("3.5万元", "35,000元"),
        ("35000元", "三万五千元"),
        ("两万元", "20000元"),
        ("1.2亿元", "12000万元"),
        ("5%", "百分之五"),
        ("第一百二十条之三", "第120条之三"),
        ("12月24日", "十二月二十四日"),
        ("30个工作日", "三十个工作日"),
        ("3千米", "3公里"),
    ],
)
def test_forms_of_one_quantity_meet_each_other(one: str, other: str) -> None:
    (first,), (second,) = read(one), read(other)
    assert first.meets(second)
    assert second.meets(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2019年", "2020年"),
        ("第35号", "第5号"),
        ("第三十二条", "第三十二条之一"),
        ("第32条", "第32款"),
        ("5万元", "5元"),
        ("5%", "5‰"),
        ("5月10日", "5月11日"),
        ("GX-2021-0087", "GX-2021-0088"),
    ],
)
def test_different_quantities_do_not_meet(one: str, other: str) -> None:
    (first,), (second,) = read(one), read(other)
    assert not first.meets(second)


def test_a_range_meets_what_lies_at_its_ends_and_the_years_in_it() -> None:
    assert read("2016—2020年")[0].meets(read("2018年")[0])
    assert not read("2016—2020年")[0].meets(read("2021年")[0])
    (span,) = read("3—5万元")
    assert (str(span.low[0]), str(span.high[0])) == ("30000", "50000")
    assert span.meets(read("3万元")[0])


@pytest.mark.parametrize(
    ("stated", "asked", "meets"),
    [
        ("2019—2021年", "2019年", True),
        ("2019—2021年", "2020年", True),
        ("2019—2021年", "2021年", True),
        ("2019—2021年", "2018年", False),
        ("2019—2021年", "2022年", False),
        ("2019—2021年", "2019年至2021年", True),
        ("2018—2022年", "2019—2021年", True),
        ("2020—2021年", "2019—2021年", True),
        ("2020年", "2019—2021年", True),
        ("2021年", "2019—2021年", True),
        ("2018年", "2019—2021年", False),
        ("2022年", "2019—2021年", False),
        ("2021—2025年", "2019—2021年", False),
        ("2015—2019年", "2019—2021年", False),
        ("2022—2023年", "2019—2021年", False),
    ],
)
def test_ranges_of_years_meet_if_one_has_all_years_of_the_other(stated: str, asked: str, meets: bool) -> None:
    assert read(stated)[0].meets(read(asked)[0]) is meets


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5至3人", ("3", "5")),
        ("五到三人", ("3", "5")),
        ("30—20%", ("20", "30")),
        ("5万至3万元", ("30000", "50000")),
        ("5-3万元", ("30000", "50000")),
        ("3-5万元", ("30000", "50000")),
        ("800至1万元", ("800", "10000")),
        ("500-1千元", ("500", "1000")),
        ("1,000-2,000万元", ("10000000", "20000000")),
        ("三至五万元", ("30000", "50000")),
        ("三到五万元", ("30000", "50000")),
        ("二十至三十万元", ("200000", "300000")),
        ("一百二十到一百五十万元", ("1200000", "1500000")),
        ("三至五千元", ("3000", "5000")),
        ("两到五百万元", ("2000000", "5000000")),
        ("三百至五百万元", ("3000000", "5000000")),
        ("3百至5百万元", ("3000000", "5000000")),
        ("一至二亿元", ("100000000", "200000000")),
        ("三至五人", ("3", "5")),
        ("三百至五百元", ("300", "500")),
        ("三万至五十万元", ("30000", "500000")),
        ("八百至一万元", ("800", "10000")),
        ("五千至三万元", ("5000", "30000")),
        ("十至五千元", ("10", "5000")),
        ("三至五万五千元", ("3", "55000")),
        ("2021—2019年", ("2019", "2021")),
        ("2021年至2019年", ("2019", "2021")),
    ],
)
def test_a_range_goes_from_its_least_to_its_greatest_value(text: str, ends: tuple[str, str]) -> None:
    (span,) = read(text)
    assert (str(span.low[0]), str(span.high[0])) == ends


def test_a_month_is_met_by_its_days() -> None:
    assert read("2月14日")[0].meets(read("2月份")[0])


def test_a_day_names_a_year_and_a_date() -> None:
    assert values("2019-12-24") == [("year", "", ("2019",)), ("date", "", ("12", "24"))]


@pytest.mark.parametrize(
    "text",
    ["三五成群", "国办发〔2020〕12号", "财政部公告2020年第8号", "一是加强领导", "5号召开", "十五号放假", "五号门诊"],
)
def test_words_and_document_numbers_are_no_quantities(text: str) -> None:
    assert [q for q in read(text) if q.kind is not QuantityKind.AMOUNT] == []


def test_a_quantity_is_named_as_a_reader_writes_it() -> None:
    assert [q.name for q in read("二〇一九年，第35号，gx-2021-0087")] == ["2019年", "第35号", "GX-2021-0087"]


PIECES = [*"第,%三十百千万亿元条号年月日之至-个.", "百分之", "12", "3"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_text_fails(text: str) -> None:
    """Recognised text holds what is no number: 百分之1..2."""
    quantities(matching_form(text))


@pytest.mark.parametrize("text", ["百分之1.2.3", "百分之.", "百分之1..5", "第1.2.3条"])
def test_digits_that_are_no_number_are_no_quantity_of_percent(text: str) -> None:
    assert not [found for found in quantities(matching_form(text)) if found.unit == "%"]
