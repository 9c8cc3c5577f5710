"""The headings above each paragraph."""

from pathlib import Path

import pytest

from qa.chunking import outline
from qa.reading import read_document
from qa.types import Document


def paths(text: str, name: str = "办法.txt") -> list[tuple[str, ...]]:
    document = read_document(Path("/documents") / name, text.encode())
    return [section.heading_path for section in outline(document)]


def path_of(document: Document, phrase: str) -> tuple[str, ...]:
    position = document.text.index(phrase)
    return next(s.heading_path for s in outline(document) if s.span.start <= position < s.span.end)


def test_the_numbers_of_the_seed_letter_give_heading_paths(seed_file: Path) -> None:
    letter = read_document(seed_file, seed_file.read_bytes())
    assert path_of(letter, "尊敬的") == ()
    assert path_of(letter, "企业开办时间从9天") == (
        "一、我市新型智慧城市暨“数字政府”建设总体情况",
        "(一)出台营商环境改革20条等政策措施",
    )
    assert path_of(letter, "有效监测全市25万余家") == (
        "二、关于形成市级新型智慧城市暨“数字政府”建设全面统筹部门建议",
        "(四)大力推动数据资源开发利用",
        "二是在管理创新方面",
    )


def test_articles_are_numbered_through_the_chapters_of_a_law() -> None:
    law = "某法\n第一章 总则\n第一条 为了甲。\n第二条 本法乙。\n第二章 附则\n第三条 自公布之日起施行。"
    assert paths(law)[1:] == [
        ("第一章 总则",),
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 附则",),
        ("第二章 附则", "第三条"),
    ]


def test_a_reference_at_the_beginning_of_a_line_is_not_a_heading() -> None:
    assert paths("某法\n第一条 甲。\n第八条规定的情形除外。\n第二条 乙。") == [(), ("第一条",), ("第二条",)]


@pytest.mark.parametrize(
    "reference",
    [
        "第二条规定的情形除外。",
        "第二条第一款规定的办法由市府制定。",
        "第二条、第三条所列单位除外。",
        "第二条所称单位，指法人。",
        "依照第二条规定办理。",
    ],
)
def test_a_reference_to_the_next_article_is_not_a_heading(reference: str) -> None:
    assert paths(f"某法\n第一条 甲。\n{reference}\n第二条 乙。\n第三条 丙。")[1:] == [
        ("第一条",),
        ("第二条",),
        ("第三条",),
    ]


def test_inserted_articles_have_their_own_number() -> None:
    law = "某法\n第一条 甲。\n第一条之一 乙。\n第一条之二 丙。\n第二条 丁。"
    assert [path[-1] for path in paths(law)[1:]] == ["第一条", "第一条之一", "第一条之二", "第二条"]


def test_chapters_are_numbered_through_parts_and_subparts() -> None:
    law = "某法\n第一编 总则\n第一章 甲\n第一条 甲。\n第二编 物权\n第一分编 通则\n第二章 乙\n第二条 乙。\n"
    law += "第二分编 所有权\n第六章 丙\n第三条 丙。"
    assert paths(law)[-1] == ("第二编 物权", "第二分编 所有权", "第六章 丙", "第三条")
    assert ("第二编 物权", "第一分编 通则", "第二章 乙", "第二条") in paths(law)


def test_excerpts_of_a_law_keep_their_numbers() -> None:
    assert [path[-1] for path in paths("摘编\n第十八条 甲。\n第一百零三条　乙。")[1:]] == ["第十八条", "第一百零三条"]


def test_chapters_are_found_below_a_table_of_contents() -> None:
    law = "某法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"
    assert paths(law)[-4:] == [
        ("第一章 总则",),
        ("第一章 总则", "第一条"),
        ("第二章 附则",),
        ("第二章 附则", "第二条"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("一、甲要求", "（一）乙事项", "1.丙"), ("一．甲要求", "(一)乙事项", "１．丙"), ("一.甲要求", "㈠乙事项", "⒈丙")],
)
def test_numbers_in_either_width_or_in_one_character_give_an_outline(first: str, second: str, third: str) -> None:
    assert paths(f"通知\n{first}\n{second}\n{third}\n正文。")[-1] == (first, second, third)


def test_the_items_of_an_article_stay_under_it() -> None:
    assert paths("某法\n第一条 下列情形：\n（一）甲；\n（二）乙。")[1:] == [("第一条",)] * 3


def test_headings_that_the_format_marks_are_above_numbered_ones() -> None:
    assert paths("# 办法\n\n## 申请\n\n1. 填表。\n", "a.md")[-1][0] == "申请"


def test_the_title_of_the_document_is_not_in_the_path() -> None:
    assert paths("# 办法\n\n正文。\n", "a.md") == [()]


def test_a_document_without_numbers_is_one_section() -> None:
    assert paths("通知\n甲。\n乙。") == [()]


def test_headings_above_articles_are_in_their_paths() -> None:
    rules = "某规定\n一、一般规定\n第一条 甲：\n（一）乙；\n第二条 丙。\n二、侦查\n第三条 丁。\n三、附则\n第四条 戊。"
    assert [path for path in paths(rules) if path[-1:] == ("第三条",)] == [("二、侦查", "第三条")]
    assert ("一、一般规定", "第二条") in paths(rules)
    assert paths("某规定\n第一条 下列情形：\n一、甲；\n二、乙。\n第二条 丙。")[-1] == ("第二条",)


def test_an_annex_begins_its_own_numbering() -> None:
    text = "某办法\n第一条 甲。\n第二条 乙。\n附件1\n实施细则\n第一条 丙。\n第二条 丁。\n附件2\n申请表"
    assert paths(text)[1:] == [
        ("第一条",),
        ("第二条",),
        ("附件1",),
        ("附件1", "第一条"),
        ("附件1", "第二条"),
        ("附件2",),
    ]


def test_a_part_of_a_report_ends_the_sections_before_it() -> None:
    report = "某报告\n第一部分 概况\n一、职责\n甲。\n第二部分 决算\n一、收入\n乙。"
    assert paths(report)[-2:] == [("第二部分 决算",), ("第二部分 决算", "一、收入")]


@pytest.mark.parametrize("reference", ["第三条以外的情形不适用。", "第三条中的单位指法人。", "第三条修改为丁。"])
def test_a_number_without_a_blank_is_a_reference_if_the_article_has_a_blank(reference: str) -> None:
    document = read_document(
        Path("/d/a.txt"), f"某法\n第一条 甲。\n第二条 乙。\n{reference}\n第三条 丙。\n第四条 丁。".encode()
    )
    assert path_of(document, reference) == ("第二条",)
    assert path_of(document, "丙。") == ("第三条",)
