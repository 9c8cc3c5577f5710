"""A question that is one word is distinguished from one that asks something."""

import pytest

from qa.question import word_alone


@pytest.mark.parametrize(
    ("question", "word"), [("狗", "狗"), ("身份證？", "身份证"), ("的", "的"), ("怎么办？", "怎么办"), ("？？？", "")]
)
def test_a_single_word_or_question_words_alone_ask_nothing(question: str, word: str) -> None:
    assert word_alone(question) == word


@pytest.mark.parametrize("question", ["几点开门?", "狗绳 最长", "养犬登记费", "文号是什么?", "第三条", "电话?地址?"])
def test_a_question_asks_something(question: str) -> None:
    assert word_alone(question) is None
