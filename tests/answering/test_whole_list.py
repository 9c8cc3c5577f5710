"""A list as an answer has its lead-in and all its items."""

import pytest

from qa.answering.whole_list import list_under_heading, whole_list
from qa.types import Span

TEXT = """办法
第一条 有下列情形之一的，不予补贴：

（一）二手农机；
（二）未登记的农机，包括：
1.无牌；
2.无证；
（三）已享受其他补贴的农机。
第二条 补贴由县农业农村局发放。
"""
LIST = TEXT[TEXT.index("第一条") : TEXT.index("\n第二条")]


def whole(sentence: str, *, from_item: bool) -> str:
    start = TEXT.index(sentence)
    found = whole_list(TEXT, Span(start, start + len(sentence)), from_item=from_item).span
    return TEXT[found.start : found.end]


@pytest.mark.parametrize("from_item", [True, False])
def test_a_lead_in_brings_its_items(from_item: bool) -> None:
    assert whole("第一条 有下列情形之一的，不予补贴：", from_item=from_item) == LIST


def test_an_item_brings_its_list_if_the_question_asks_for_one() -> None:
    assert whole("（一）二手农机；", from_item=True) == LIST
    assert whole("（一）二手农机；", from_item=False) == "（一）二手农机；"


def test_a_sentence_outside_a_list_stays() -> None:
    assert whole("第二条 补贴由县农业农村局发放。", from_item=True) == "第二条 补贴由县农业农村局发放。"


def _around(listed: str, item: str) -> tuple[str, Span]:
    text = f"上文到此为止。\n\n{listed}\n\n三、其他事项由民政局负责解释，自发布之日起施行。\n"
    start = text.index(item)
    return text, Span(start, start + len(item))


@pytest.mark.parametrize(
    "listed",
    [
        "办理流程：\n步骤一 网上预约\n步骤二 窗口提交\n步骤三 领取证件",
        "需要带的证件：\n• 身份证\n• 户口簿\n• 照片",
        "服务对象包括以下几类：\n- 老年人\n- 残疾人\n- 孤儿",
        "会议要求：\n一是提高认识。\n二是落实责任。\n三是加强督查。",
    ],
)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_any_item_brings_lead_in_and_every_item(listed: str, place: int) -> None:
    text, item = _around(listed, listed.split("\n")[place])
    found = whole_list(text, item, from_item=True)
    assert text[found.span.start : found.span.end] == listed


@pytest.mark.parametrize(
    "listed",
    [
        "二、不予救助的情形\n1.有重大过错的；\n2.作虚伪陈述的；\n3.已得到补偿的。",
        "（二）申请材料\n1.申请书\n2.身份证\n3.照片",
        "办理流程\n第一步：网上预约\n第二步：窗口提交\n第三步：领取证件",
    ],
)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_any_item_under_a_heading_brings_the_list(listed: str, place: int) -> None:
    text, item = _around(listed, listed.split("\n")[place])
    under = list_under_heading(text, item)
    assert under is not None
    heading, found = under
    assert text[heading.start : heading.end] == listed.split("\n", maxsplit=1)[0]
    assert text[found.span.start : found.span.end] == listed


@pytest.mark.parametrize(
    "sections",
    [
        "一、工作要求\n（一）加强领导。各县成立专班。\n（二）加强督查。每月通报。",
        "一、严格管理\n1.核对身份\n2.登记信息",
        "申请材料\n请按时提交。\n逾期不候。",
    ],
)
def test_sections_under_a_heading_are_no_list(sections: str) -> None:
    text, line = _around(sections, sections.split("\n")[1])
    assert list_under_heading(text, line) is None


def test_a_limit_at_the_end_of_a_sentence_announces_no_list() -> None:
    text = "(2)一次中毒10人，或者死亡4人以下。(3)其他较大事件。"
    answer = Span(0, text.index("(3)"))
    assert whole_list(text, answer, from_item=False).span == answer
