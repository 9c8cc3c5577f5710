"""Sentences that a text breaks at a fixed width are quoted whole."""

import pytest

from qa.answering.wrapped_lines import unwrapped
from qa.types import Span

WRAPPED = """第三条 毕业生应当在离校以前登录就业系统登记去向，此功能适用于
用人单位没有在系统注册，无法与用人单位在线上签约的毕业生。线下
签约的毕业生在线申请电子就业协议书，打印以后由双方签字，并且在
五个工作日内上传。
第四条 档案由学校统一寄送，学生本人不得携带自己的档案离开学校，
也不得委托他人领取。
奖励标准
一等奖 500 元
"""


def quoted(answer: str, text: str = WRAPPED) -> str:
    start = text.index(answer)
    found = unwrapped(text, Span(start, start + len(answer)))
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("用人单位没有在系统注册，无法与用人单位在线上签约的毕业生。", WRAPPED[: WRAPPED.index("线下")]),
        ("五个工作日内上传。", WRAPPED[WRAPPED.index("线下") : WRAPPED.index("\n第四条")]),
        (
            "第四条 档案由学校统一寄送，学生本人不得携带自己的档案离开学校，",
            WRAPPED[WRAPPED.index("第四条") : WRAPPED.index("\n奖励")],
        ),
    ],
)
def test_a_part_of_a_sentence_is_quoted_with_the_lines_that_it_runs_over(line: str, sentence: str) -> None:
    assert quoted(line) == sentence


@pytest.mark.parametrize("line", ["一等奖 500 元", "奖励标准"])
def test_a_short_line_stays_alone(line: str) -> None:
    assert quoted(line) == line


def test_lines_of_different_lengths_are_not_joined() -> None:
    lines = [
        "办理户口登记应当携带身份证和户口簿以及相片",
        "工作时间为上午九时到下午五时",
        "联系人张三",
        "电话一二三四五六七",
    ]
    assert quoted(lines[0], "\n".join(lines)) == lines[0]


def test_an_item_begins_a_line_of_its_own() -> None:
    text = "\n".join(f"{number}.办理户口登记应当携带本人的居民身份证和户口簿以及相片" for number in range(1, 6))
    line = text.split("\n")[2]
    assert quoted(line, text) == line
