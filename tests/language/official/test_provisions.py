"""The numbers of provisions and list items."""

import re

import pytest

from qa.language.official import (
    ANY_NUMBER,
    ARTICLE,
    ARTICLE_REFERENCE,
    HEADING_NUMBER,
    ORDINAL,
    PARAGRAPH_NUMBER,
    provision,
)


@pytest.mark.parametrize(("text", "number"), [("第三条", "三"), ("第 3 条", "3"), ("第一百零三条 本法", "一百零三")])
def test_the_number_of_a_provision_is_its_first_group(text: str, number: str) -> None:
    match = re.match(provision("条"), text)
    assert match is not None
    assert match[1] == number


def test_an_inserted_article_has_a_second_number() -> None:
    match = re.match(ARTICLE, "第十七条之一 乙。")
    assert match is not None
    assert match.groups() == ("十七", "一")


@pytest.mark.parametrize("text", ["第一编", "第二分编", "第三章", "第 四 条", "一、", "（二）", "（2）", "3.材料"])
def test_a_paragraph_begins_with_its_number(text: str) -> None:
    assert re.match(PARAGRAPH_NUMBER, text)


@pytest.mark.parametrize("text", ["3.5万元", "2019.", "第三方机构", "一般情况", "甲、乙"])
def test_amounts_and_words_are_not_paragraph_numbers(text: str) -> None:
    assert not re.match(PARAGRAPH_NUMBER, text)


def test_list_items_of_pages_may_have_any_number() -> None:
    assert re.match(ANY_NUMBER, "(2011)甲")
    assert not re.match(PARAGRAPH_NUMBER, "57079、乙")
    assert re.match(ANY_NUMBER, "57079、乙")


def test_list_marks_are_not_heading_numbers() -> None:
    assert [bool(re.match(HEADING_NUMBER, text)) for text in ("第三条", "第二款", "一、", "（一）", "1.")] == [
        *(True, True, True),
        *(False, False),
    ]


@pytest.mark.parametrize("text", ["规定的情形", "第一款所称单位", "和第四条", "、第五条"])
def test_the_words_behind_an_article_mark_a_reference(text: str) -> None:
    assert re.match(ARTICLE_REFERENCE, text)


def test_the_text_of_an_article_is_not_a_reference() -> None:
    assert not re.match(ARTICLE_REFERENCE, "为了规范市场秩序")


def test_an_ordinal_stands_before_any_unit() -> None:
    assert re.findall(rf"{ORDINAL}[条届号]", "第三条、第十届、第12号、第一方") == ["第三条", "第十届", "第12号"]
