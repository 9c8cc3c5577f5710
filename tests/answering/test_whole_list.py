"""A list as an answer has its lead-in and all its items."""

import pytest

from qa.answering.whole_list import whole_list
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
