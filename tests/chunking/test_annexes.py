"""Headings of annexes, and lists of annexes."""

import pytest

from qa.chunking.annexes import annex_list_lines, is_annex_heading
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


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        (("附件：1.评分表", "2.名单", "江北市教育局"), 2),
        (("附件：1. 评分表 2. 名单", "3. 承诺书", "联系人：张三"), 2),
        (("附：一、申报表", "二、汇总表", "2023年5月1日"), 2),
        (("附件：（1）申报表", "（2）汇总表", "（3）承诺书"), 3),
        (("附件：", "1.申报表", "2.汇总表", "江北市财政局"), 3),
    ],
)
def test_a_list_of_annexes_has_its_numbered_lines(lines: tuple[str, ...], length: int) -> None:
    assert annex_list_lines(("各单位：", *lines)) == frozenset(range(1, 1 + length))


@pytest.mark.parametrize(
    "lines",
    [
        ("附件：", "1.卫生满分五十分。", "2.消防满分五十分。"),
        ("附件：", "1.申报", "2.受理", "受理后五日内办结。"),
        ("附件：1.评分表", "江北市教育局"),
        ("附件1", "1.卫生", "2.消防"),
        ("附则：1.本办法自公布之日起施行。", "2.旧办法废止。"),
    ],
)
def test_the_numbered_text_of_an_annex_is_no_list_of_annexes(lines: tuple[str, ...]) -> None:
    assert not annex_list_lines(lines)
