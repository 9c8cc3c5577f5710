"""A list within a line is found from any of its items."""

import pytest

from qa.answering.inline_list import inline_list
from qa.types import Span

BRACKETS = "本办法自2020年施行。申请人应当提交：（一）身份证；（二）户口簿；（三）照片。逾期不受理。"
IS = "下一步做好三项工作。一是抓好春耕备耕。二是抓好防汛抗旱。三是抓好森林防火。以上请落实。"
IS_IN_A_SENTENCE = "重点推进：一是道路，二是桥梁，三是隧道。其他工程缓建。"
ORDINALS = "第一，核对身份。第二，填写表格。第三，领取证件。"
WORDS = "首先核对身份，其次填写表格，最后领取证件。请带好原件。"
DIGITS = "报名材料：1.报名表；2.学历证书；3.近期照片。"
CIRCLES = "补贴范围为：①拖拉机；②收割机。其余不补。"


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        (BRACKETS, "（二）户口簿；", "申请人应当提交：（一）身份证；（二）户口簿；（三）照片。"),
        (IS, "二是抓好防汛抗旱。", "一是抓好春耕备耕。二是抓好防汛抗旱。三是抓好森林防火。"),
        (IS_IN_A_SENTENCE, "二是桥梁，", "重点推进：一是道路，二是桥梁，三是隧道。"),
        (ORDINALS, "第二，填写表格。", ORDINALS),
        (WORDS, "其次填写表格，", "首先核对身份，其次填写表格，最后领取证件。"),
        (DIGITS, "2.学历证书；", DIGITS),
        (CIRCLES, "②收割机。", "补贴范围为：①拖拉机；②收割机。"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "上一段。\n{}\n下一段。"])
def test_an_item_brings_the_list(text: str, item: str, expected: str, around: str) -> None:
    whole = around.format(text)
    start = whole.index(item)
    found = inline_list(whole, Span(start, start + len(item)))
    assert found is not None
    assert whole[found.start : found.end] == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("面积为3.5亩，宽2.1米。", "面积为3.5亩，宽2.1米。"),
        ("依照第（三）项处罚。", "依照第（三）项处罚。"),
        ("二是重点。四是难点。", "二是重点。"),
        (BRACKETS, "逾期不受理。"),
        (IS, "以上请落实。"),
        ("（一）身份证；", "（一）身份证；"),
    ],
)
def test_another_sentence_belongs_to_no_list(text: str, sentence: str) -> None:
    start = text.index(sentence)
    assert inline_list(text, Span(start, start + len(sentence))) is None
