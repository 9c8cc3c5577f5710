"""The words that are indexed and searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language import is_word, tagged_words, words


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("按照国办发明电〔2020〕1号执行", "明电(2020)1号"),
        ("国办发明电[2020]1号", "明电(2020)1号"),
        ("2019年5月10日印发", "2019年5月10日"),
        ("资助金额5.29亿元", "5.29亿元"),
        ("资源目录共4353类", "4353类"),
        ("索引号: 11440300MB2C92413C/2019-00014", "11440300mb2c92413c/2019-00014"),
    ],
)
def test_document_numbers_dates_and_quantities_are_whole_words(text: str, whole: str) -> None:
    assert whole in words(text)


def test_long_words_come_with_the_words_inside_them() -> None:
    assert {"索引号", "索引"} <= set(words("这封函的索引号是什么?"))


def test_punctuation_is_not_a_word() -> None:
    assert words("，。？！——…… ") == []


@given(st.text(max_size=60))
def test_no_word_contains_a_blank(text: str) -> None:
    assert all(word and not any(c.isspace() for c in word) for word in words(text))


def test_traditional_and_simplified_text_have_the_same_words() -> None:
    assert words("政務數據開放平臺") == words("政务数据开放平台")


def test_tagged_words_join_to_the_text() -> None:
    text = "深圳市的营商环境改革，有20条措施。"
    assert "".join(word for word, _ in tagged_words(text)) == text


def test_the_dictionary_knows_words_and_header_labels() -> None:
    assert is_word("政府")
    assert is_word("索引号")
    assert not is_word("圳市的")
