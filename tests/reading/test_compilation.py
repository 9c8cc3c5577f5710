"""The documents of a compilation begin where a full title has a number, a note, a letter or articles of its own."""

import pytest

from qa.reading.compilation import document_starts

_ARTICLES = ["第一条 为了规范管理，根据有关法律，制定本办法。", "第二条 本办法适用于全县各单位和各乡镇人民政府。"] * 2
_LETTER = [
    "各乡镇人民政府：",
    "现就有关事项通知如下，请结合实际认真贯彻执行，并于年底前报告落实情况。" * 3,
]


def _regulation(title: str, *below: str) -> list[str]:
    return [title, *below, "第一章 总则", *_ARTICLES]


def _titles(lines: list[str]) -> list[str]:
    return [start.title for start in document_starts(lines)]


def test_letters_with_numbers_are_documents_from_their_letterheads_on() -> None:
    first = ["松江县民政局文件", "松民发〔2018〕3号", "关于发放慰问金的通知", *_LETTER, "松江县民政局", "2018年1月10日"]
    second = ["松民发〔2019〕8号", "松江县民政局关于发放", "高龄津贴的通知", *_LETTER, "松江县民政局", "2019年2月11日"]
    starts = document_starts(["政策汇编", *first, *second])
    assert [start.title for start in starts] == ["关于发放慰问金的通知", "松江县民政局关于发放高龄津贴的通知"]
    assert [start.line for start in starts] == [1, 1 + len(first)]


def test_letters_without_numbers_follow_the_date_of_the_letter_before() -> None:
    letter = [*_LETTER, "松江县民政局", "2018年1月10日"]
    assert _titles(["关于发放慰问金的通知", *letter, "关于发放津贴的通知", *letter]) == [
        "关于发放慰问金的通知",
        "关于发放津贴的通知",
    ]
    assert not _titles(["关于发放慰问金的通知", *_LETTER, "关于发放津贴的通知", *letter])


def test_a_letter_to_an_addressee_is_a_document_however_short() -> None:
    letter = ["各乡镇：", "80岁以上老人每人每月100元。", "松江县民政局", "2018年1月10日"]
    lines = ["关于发放慰问金的通知", "松民发〔2018〕3号", *letter, "关于发放津贴的通知", "松民发〔2019〕8号", *letter]
    assert _titles(lines) == ["关于发放慰问金的通知", "关于发放津贴的通知"]


@pytest.mark.parametrize(
    "below",
    [
        "松工字〔2022〕10 号 2022 年 8 月 14 日",
        "（教育部令第 41 号 2017 年 2 月 4 日）",
        "（2004年12月1日县政府通过）",
    ],
)
def test_regulations_have_their_own_numbers_or_notes(below: str) -> None:
    lines = _regulation("学生管理规定", below) + _regulation("学生奖励办法", "（修订）", below)
    assert _titles(lines) == ["学生管理规定", "学生奖励办法（修订）"]


def test_listed_titles_and_titles_on_two_lines_are_found_below_the_table_of_contents() -> None:
    contents = ["目 录", "一、规章", "松江学院学生管理规定……1", "松江学院学生行为准则……9", "松江学院奖学金评比办法……12"]
    lines = [
        *contents,
        *_regulation("松江学院学生管理规定", "松学〔2025〕5号"),
        *("松江学院学生行为准则", "一、" + "志存高远，坚定信念，努力学习。" * 8),
        *_regulation("松江学院", "奖学金评比办法", "松学〔2025〕6号"),
    ]
    assert _titles(lines) == ["松江学院学生管理规定", "松江学院学生行为准则", "松江学院奖学金评比办法"]


def test_a_title_on_two_lines_stands_below_the_heading_of_its_chapter() -> None:
    lines = [
        *_regulation("松江学院学生管理规定", "松学〔2025〕5号"),
        *("四、奖惩办法", "松江学院共青团工作先进集体"),
        *_regulation("和先进个人评选表彰办法", "松学〔2025〕6号"),
    ]
    assert _titles(lines) == ["松江学院学生管理规定", "松江学院共青团工作先进集体和先进个人评选表彰办法"]


def test_three_titles_with_first_articles_are_a_compilation_and_two_are_none() -> None:
    lines = [line for name in ("考勤管理制度", "差旅管理制度", "印章管理制度") for line in _regulation(name)]
    assert _titles(lines) == ["考勤管理制度", "差旅管理制度", "印章管理制度"]
    assert not _titles(lines[: len(lines) // 3 * 2])


NOTE = "（2019年12月1日县政府通过）"
WATER, SEWAGE = "松江县供水管理办法", "松江县排水管理办法"
ISSUED = [*_regulation(WATER, NOTE), *_regulation(SEWAGE, NOTE)]
REPEALED = [line for n in range(9) for line in (f"关于加强第{n}项工作的通知", f"松府发〔2001〕{n + 1}号")]
CHAPTERS = ["第一章 总则", *_ARTICLES, "第二章 收费办法", *_ARTICLES]
ONE_DOCUMENT = {
    "a notice and what it issues": [
        *("松府发〔2020〕1号", "关于印发《供水管理办法》和《排水管理办法》的通知", *_LETTER, "2020年1月1日"),
        *ISSUED,
    ],
    "a notice and its list of annexes": [
        *("松府发〔2020〕1号", "关于加强管理的通知", *_LETTER),
        *(f"附件：1.{WATER}", f"2.{SEWAGE}", "2020年1月1日"),
        *ISSUED,
    ],
    "an annex under its heading": [
        *_regulation(WATER, "松府发〔2020〕1号"),
        *("附件1", *_regulation("水费计算规则", "松府发〔2020〕2号")),
    ],
    "a decision and the amended text": [
        *_regulation(f"关于修改〈{WATER}〉的决定", NOTE),
        *_regulation(WATER, "（2010年1月1日县政府通过）"),
    ],
    "a list of titles with numbers": ["关于废止部分文件的决定", "松府令第3号", "下列文件自公布之日起废止：", *REPEALED],
    "a law with chapters": [WATER, NOTE, "目 录", "第一章 总则", "第二章 收费办法", *CHAPTERS],
}


@pytest.mark.parametrize("lines", ONE_DOCUMENT.values(), ids=ONE_DOCUMENT.keys())
def test_one_document_is_no_compilation(lines: list[str]) -> None:
    assert _titles(lines) == []
