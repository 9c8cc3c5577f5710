"""The features of a question, and how well a text matches them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import QuestionFeatures


def overlap(features: QuestionFeatures, text: str) -> float:
    return features.coverage(features.shared(text))


def test_question_words_are_not_looked_for_in_an_answer() -> None:
    assert overlap(QuestionFeatures("请问企业开办时间是多少天呢?"), "企业开办时间") == 1
    assert QuestionFeatures("这封函的索引号是什么?").bigrams == {"索引", "引号"}


def test_a_word_that_is_written_differently_matches_in_part() -> None:
    assert overlap(QuestionFeatures("企业创办时间"), "企业开办时间") == pytest.approx(3 / 5)


def test_traditional_full_width_and_upper_case_characters_match() -> None:
    assert overlap(QuestionFeatures("數據開放ＡＰＰ"), "数据开放app") == 1


def test_a_question_without_bigrams_gives_its_single_characters() -> None:
    assert QuestionFeatures("税是什么?").bigrams == {"税"}


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
        ("图书馆几点关门?", "开放到晚上九点半", "每天开放"),
        ("游泳馆周几闭馆?", "每周二闭馆换水", "定期闭馆换水"),
        ("几点上班?", "上午9:00上班", "上午上班"),
        ("多久办好?", "二十个工作日内办结", "应当及时办结"),
    ],
)
def test_a_sentence_without_the_expected_answer_type_counts_half(question: str, with_it: str, without: str) -> None:
    features = QuestionFeatures(question)
    assert features.has_answer_type(with_it)
    assert not features.has_answer_type(without)
    assert features.support(without) == overlap(features, without) / 2


def test_a_question_without_an_expected_answer_type_accepts_any_text() -> None:
    assert QuestionFeatures("谁担任组长?").has_answer_type("由市长担任")


def test_bigrams_of_the_context_count_as_covered() -> None:
    features = QuestionFeatures("企业开办时间")
    assert features.support("时间四天", features.shared("企业开办")) == pytest.approx(4 / 5)


@given(st.text(max_size=40), st.text(max_size=80))
def test_support_lies_between_0_and_the_coverage(question: str, text: str) -> None:
    features = QuestionFeatures(question)
    assert 0 <= features.support(text) <= overlap(features, text) <= 1


@pytest.mark.parametrize(
    "question", ["公园里不能做什么?", "哪些地方不准吸烟", "什么样的房子不让出租", "小区里禁止什么行为"]
)
def test_a_question_for_what_is_forbidden_wants_a_prohibition(question: str) -> None:
    features = QuestionFeatures(question)
    assert features.has_answer_type("公园内禁止下列行为：")
    assert features.has_answer_type("房屋不得出租")
    assert not features.has_answer_type("公园内可以散步、跳舞、放风筝。")


@pytest.mark.parametrize(
    "question", ["公园里能不能做什么活动", "为什么不能休假", "不能休假的职工有哪些补贴", "公园里可以做什么"]
)
def test_another_question_wants_no_prohibition(question: str) -> None:
    assert not QuestionFeatures(question).expects_type


def test_a_question_for_the_time_when_something_is_refused_asks_for_the_cases() -> None:
    for question in ("什么时候不予退款", "啥时候领不到补贴", "哪些人不能参加", "公园里不得干什么"):
        assert QuestionFeatures(question).asks_for_list
    for question in ("什么时候退款", "为什么不能退款"):
        assert not QuestionFeatures(question).asks_for_list
