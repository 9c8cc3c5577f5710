"""Headings and questions inside a passage open what follows them."""

import pytest

from qa.answering.openers import ends_scope, openers
from qa.language import sentences
from qa.question import QuestionFeatures


def opening(question: str, text: str) -> list[str]:
    spans = sentences(text)
    return [
        text[spans[place].start : spans[place].end]
        for place in sorted(openers(QuestionFeatures(question), text, spans))
    ]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("区里采取什么措施加强校车安全？", "7.加强校车安全。每辆校车配照管员。", ["7.加强校车安全。"]),
        ("对校车安全提出了哪些要求？", "（二）落实校车安全要求。每辆校车配照管员。", ["（二）落实校车安全要求。"]),
        ("如何推进校车安全？", "三要推进校车安全。每辆校车配照管员。", ["三要推进校车安全。"]),
        ("校车要年检吗", "校车要年检吗？\n每年检验两次。", ["校车要年检吗？"]),
        ("校车费怎么交", "（6）校车费怎么交?按月扫码。", ["（6）校车费怎么交?"]),
        ("“三个一”是什么", "强化“三个一”\n一车一员、一人一档、一日一查。", []),
        ("强化“三个一”是什么", "强化“三个一”\n一车一员、一人一档、一日一查。", ["强化“三个一”"]),
    ],
)
def test_headings_and_questions_open(question: str, text: str, expected: list[str]) -> None:
    assert opening(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("校车可以改装吗", "1.校车不得改装。违者罚款。"),
        ("校车改装有什么规定", "1.校车不得改装。违者罚款。"),
        ("校车负责人是谁", "校车负责人：张三\n电话：86543210"),
        ("校车检验周期几个月", "校车检验周期6个月\n合格后发标牌"),
        ("校车有哪些要求", "校车应当配备照管员。照管员应当持证。"),
        ("校车有哪些要求", "照管员应当持证。7.校车要求"),
    ],
)
def test_a_sentence_that_tells_something_or_is_the_last_one_opens_nothing(question: str, text: str) -> None:
    assert opening(question, text) == []


def test_the_next_number_of_the_same_kind_ends_what_a_heading_opens() -> None:
    assert ends_scope("7.加强校车安全。", "8.加强食品安全。")
    assert not ends_scope("7.加强校车安全。", "（1）每车配照管员。")
    assert not ends_scope("", "8.加强食品安全。")
