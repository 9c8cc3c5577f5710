"""Chinese text with blanks between its characters."""

import pytest

from qa.reading.formats.letterspacing import close_up


@pytest.mark.parametrize(
    ("spaced", "text"),
    [
        ("关 于 消 防 的 通 知", "关于消防的通知"),
        ("灭 火 器 每 年 检 修 1 次 。", "灭火器每年检修1次。"),
        ("第 一 条 为加强管理，制定本办法。", "第一条 为加强管理，制定本办法。"),
        ("第 一 章  总 则", "第一章 总则"),
        ("第 十 二 章 附 则", "第十二章 附则"),
        ("目　　录", "目录"),
        ("请 使 用 ABC DEF 新 系 统", "请使用ABC DEF新系统"),
    ],
)
def test_blanks_between_most_characters_are_removed(spaced: str, text: str) -> None:
    assert close_up(spaced) == text


@pytest.mark.parametrize("text", ["张三 李四 王五", "第一条 为加强管理", "name of the city", "男 女", "共 3 页", "甲"])
def test_blanks_that_separate_words_stay(text: str) -> None:
    assert close_up(text) == text


def test_the_measured_room_decides_where_words_end() -> None:
    assert close_up("总 体 要 求", [5, 30, 5]) == "总体 要求"
