"""A fragment is shown with what governs it, and a rule with its exception."""

import pytest

from qa.answering.governing import asks_yes_or_no, governing_lead, with_cases, with_consequence, with_exception
from qa.types import Span

TEXT = (
    "养犬规定\n第一条 违反本规定，个人未拴绳的，处五十元罚款；单位未拴绳的，处五百元罚款。\n"
    "第二条 禁止携带犬只进入公园。但导盲犬除外。\n第三条 养犬人应当：\n（一）挂犬牌；\n（二）束牵引带。\n"
    "第四条 未登记养犬的，处五百元罚款；屡次未登记的，没收犬只。\n咨询电话：登记处 86543210；投诉电话：86543219。\n"
)


def span(sentence: str) -> Span:
    start = TEXT.index(sentence)
    return Span(start, start + len(sentence))


def lead(sentence: str) -> str:
    found = governing_lead(TEXT, span(sentence))
    return TEXT[found.start : found.end] if found else ""


def test_a_fragment_after_a_semicolon_has_the_beginning_of_its_sentence() -> None:
    assert lead("单位未拴绳的，处五百元罚款。") == "第一条 违反本规定，"


def test_an_item_has_its_lead_in() -> None:
    assert lead("（二）束牵引带。") == "第三条 养犬人应当："


def test_a_penalty_that_refers_to_a_rule_has_the_rule() -> None:
    text = "第五条 通则。\n第六条 禁止在树木上晾晒物品。违反规定的，由城管部门处二十元罚款。"
    found = governing_lead(text, Span(text.index("违反"), len(text)))
    assert found is not None
    assert text[found.start : found.end] == "第六条 禁止在树木上晾晒物品。"


@pytest.mark.parametrize(
    "text", ["图书遗失的，按原价赔偿；污损的，酌情赔偿。", "答：未满4个月流产的，休15天；满4个月流产的，休42天。"]
)
def test_a_case_does_not_govern_another_case(text: str) -> None:
    assert governing_lead(text, Span(text.index("；") + 1, len(text))) is None


def test_an_announcement_is_no_lead_in() -> None:
    text = "现将有关事项通知如下：\n一、发放对象。年满80周岁的老年人。\n二、发放标准。每月50元。"
    assert governing_lead(text, Span(text.index("二、"), len(text))) is None


def test_a_fragment_with_a_label_of_its_own_has_no_lead_in() -> None:
    assert lead("投诉电话：86543219。") == ""


@pytest.mark.parametrize("sentence", ["第二条 禁止携带犬只进入公园。", "第四条 未登记养犬的，处五百元罚款；"])
def test_the_beginning_of_an_article_has_no_lead_in(sentence: str) -> None:
    assert lead(sentence) == ""


@pytest.mark.parametrize("sentence", ["第二条 禁止携带犬只进入公园。", "但导盲犬除外。"])
def test_a_rule_and_its_exception_belong_together(sentence: str) -> None:
    found = with_exception(TEXT, span(sentence))
    assert TEXT[found.start : found.end] == "第二条 禁止携带犬只进入公园。但导盲犬除外。"


@pytest.mark.parametrize(
    "sentence", ["第一条 违反本规定，个人未拴绳的，处五十元罚款；", "单位未拴绳的，处五百元罚款。"]
)
def test_a_case_is_extended_to_the_sentence_with_the_other_cases(sentence: str) -> None:
    found = with_cases(TEXT, span(sentence))
    whole = "第一条 违反本规定，个人未拴绳的，处五十元罚款；单位未拴绳的，处五百元罚款。"
    assert TEXT[found.start : found.end] == whole


@pytest.mark.parametrize("question", ["能不能带狗进公园", "公园可以带狗吗", "是否免费"])
def test_a_yes_or_no_question_is_recognised(question: str) -> None:
    assert asks_yes_or_no(question)
    assert not asks_yes_or_no("公园几点开门")


CONSEQUENCES = (
    "第一条 店家主动给筷子的，责令限期改正；逾期不改正的，处五百元以上五千元以下罚款。\n"
    "第二条 混投垃圾的，责令改正；拒不改正的，处罚款；情节严重的，吊销证照。\n"
    "第三条 个人违反规定的，处五十元罚款；单位违反规定的，处五百元罚款。\n"
)


@pytest.mark.parametrize(
    ("clause", "whole"),
    [
        ("第一条 店家主动给筷子的，责令限期改正；", CONSEQUENCES.split("\n", maxsplit=1)[0]),
        ("逾期不改正的，处五百元以上五千元以下罚款。", CONSEQUENCES.split("\n", maxsplit=1)[0]),
        ("拒不改正的，处罚款；", "第二条 混投垃圾的，责令改正；拒不改正的，处罚款；情节严重的，吊销证照。"),
        ("第三条 个人违反规定的，处五十元罚款；", "第三条 个人违反规定的，处五十元罚款；"),
    ],
)
def test_a_clause_is_quoted_with_the_heavier_consequences_of_the_same_rule(clause: str, whole: str) -> None:
    start = CONSEQUENCES.index(clause)
    found = with_consequence(CONSEQUENCES, Span(start, start + len(clause)))
    assert CONSEQUENCES[found.start : found.end] == whole
