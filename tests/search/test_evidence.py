"""What of a question stands in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.search import Evidence


def test_the_frame_of_a_question_is_not_expected_in_an_answer() -> None:
    assert Evidence("请问企业开办时间是多少天呢?").coverage("企业开办时间，天") == 1
    assert set(Evidence("这封函的索引号是什么?").weights) == {"封", "函", "索引", "引号", "索引号"}


def test_rare_words_count_more_than_common_ones() -> None:
    question = Evidence("鹏城的时间")
    assert question.coverage("鹏城") > question.coverage("时间")


@pytest.mark.parametrize(
    ("question", "with_it", "without"),
    [
        ("什么时候挂牌成立?", "2019年2月挂牌成立", "20190320号已经挂牌成立"),
        ("平台是哪天开通的?", "十月一日开通", "平台开通"),
        ("接入了几家企业?", "接入滴滴等8家企业", "接入企业"),
        ("办公电话是多少?", "电话12345", "办公电话"),
    ],
)
def test_a_sentence_that_lacks_the_time_or_number_asked_for_counts_half(
    question: str, with_it: str, without: str
) -> None:
    evidence = Evidence(question)
    assert evidence.expected(with_it)
    assert not evidence.expected(without)
    assert evidence.support(without) == evidence.coverage(without) / 2


def test_a_question_that_asks_for_neither_expects_nothing() -> None:
    assert Evidence("谁担任组长?").expected("由市长担任")


@given(st.text(max_size=40), st.text(max_size=80))
def test_shares_lie_between_nothing_and_everything(question: str, text: str) -> None:
    evidence = Evidence(question)
    assert 0 <= evidence.support(text) <= evidence.coverage(text) <= 1 + 1e-9
