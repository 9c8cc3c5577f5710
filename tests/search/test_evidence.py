"""What of a question stands in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.search import Evidence


def overlap(evidence: Evidence, text: str) -> float:
    return evidence.share(evidence.shared(text))


def test_the_frame_of_a_question_is_not_expected_in_an_answer() -> None:
    assert overlap(Evidence("请问企业开办时间是多少天呢?"), "企业开办时间") == 1
    assert Evidence("这封函的索引号是什么?").pairs == {"索引", "引号"}


def test_a_word_written_differently_still_matches_in_part() -> None:
    assert overlap(Evidence("企业创办时间"), "企业开办时间") == pytest.approx(3 / 5)


def test_traditional_full_width_and_upper_case_match() -> None:
    assert overlap(Evidence("數據開放ＡＰＰ"), "数据开放app") == 1


def test_a_question_of_single_characters_gives_these() -> None:
    assert Evidence("税是什么?").pairs == {"税"}


@pytest.mark.parametrize(
    ("question", "with_it", "without"),
    [
        ("什么时候挂牌成立?", "2019年2月挂牌成立", "20190320号已经挂牌成立"),
        ("平台是哪天开通的?", "十月一日开通", "平台开通"),
        ("平台花了多少钱建设?", "平台建设花了1.2亿元", "平台建设服务25万家企业"),
        ("接入了几家企业?", "接入滴滴等8家企业", "接入企业"),
        ("办公电话是多少?", "电话12345", "办公电话共100部"),
        ("开放指数排名第几?", "开放指数位列第一", "开放指数2019"),
        ("回复的是第几号建议?", "第20190320号建议", "建议于2019年提出"),
    ],
)
def test_a_sentence_that_lacks_what_is_asked_for_counts_half(question: str, with_it: str, without: str) -> None:
    evidence = Evidence(question)
    assert evidence.expected(with_it)
    assert not evidence.expected(without)
    assert evidence.support(without) == overlap(evidence, without) / 2


def test_a_question_that_asks_for_nothing_special_expects_nothing() -> None:
    assert Evidence("谁担任组长?").expected("由市长担任")


def test_what_stands_in_the_context_need_not_stand_in_the_sentence() -> None:
    evidence = Evidence("企业开办时间")
    assert evidence.support("时间四天", evidence.shared("企业开办")) == pytest.approx(4 / 5)


@given(st.text(max_size=40), st.text(max_size=80))
def test_shares_lie_between_nothing_and_everything(question: str, text: str) -> None:
    evidence = Evidence(question)
    assert 0 <= evidence.support(text) <= overlap(evidence, text) <= 1
