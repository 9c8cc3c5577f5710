"""Headings of annexes, and lists of annexes."""

import pytest

from qa.chunking.annexes import is_annex_heading
from qa.chunking.numbering import leading_number


def is_heading(*lines: str) -> bool:
    number = leading_number(lines[0])
    return number is not None and is_annex_heading(number, lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("附件", "甲"),
        ("附件1：考核办法", "第一条 甲。"),
        ("附件一：考核办法", "本办法。"),
        ("附表2 评分表", "一、甲"),
        ("附录A", "甲"),
        ("附录A（规范性附录） 取样方法", "取样三份。"),
        ("附录C（资料性）记录表格", "保存五年。"),
        ("附录B：试验", "正文。"),
        ("附件：管理办法", "第一条 甲。"),
    ],
)
def test_an_annex_begins_with_its_heading(lines: tuple[str, ...]) -> None:
    assert is_heading(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("附件1：名单", "附件2：表格"),
        ("附件2：表格", "江北市教育局"),
        ("附件1：名单", "2020年5月1日"),
        ("附件1：名单",),
        ("附件：名单", "请于6月底前上报。"),
        ("附件：1.名单", "2.表格"),
    ],
)
def test_a_list_of_annexes_is_not_a_heading(lines: tuple[str, ...]) -> None:
    assert not is_heading(*lines)
