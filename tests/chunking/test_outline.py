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


def test_the_clauses_of_a_standard_are_sections_and_references_are_text() -> None:
    text = (
        "试验规程\n11 试验方法\n11.1 一般要求\n11.1.1 通则\n甲。\n"
        "11.1.2的试验适用于乙。\n11.1.2 燃烧\n3.5万元以上的丙。\n11.2 判定\n丁。"
    )
    assert paths(text)[3:] == [
        ("11 试验方法", "11.1 一般要求", "11.1.1 通则"),
        ("11 试验方法", "11.1 一般要求", "11.1.2 燃烧"),
        ("11 试验方法", "11.2 判定"),
    ]


@pytest.mark.parametrize("mark", ["第{}條", "【第{}条】", "第 {} 條"])
def test_articles_in_traditional_characters_and_in_brackets_are_sections(mark: str) -> None:
    text = "\n".join(["某條例", *(f"{mark.format(n)} 甲。" for n in "一二三")])
    assert [path[-1].replace(" ", "")[1] for path in paths(text)[1:]] == ["一", "二", "三"]


def test_an_annex_with_a_title_stands_above_its_articles() -> None:
    text = "关于甲的通知\n三、工作要求\n乙。\n某局\n2019年4月2日\n附件1：办法\n第一条 丙。\n附件2：评分表\n一、丁\n戊。"
    assert ("附件1：办法", "第一条") in paths(text)
    assert paths(text)[-1] == ("附件2：评分表", "一、丁")


def test_a_list_of_annexes_stands_under_no_heading() -> None:
    letter = "某通知\n一、时间\n五月。\n附件：1.评分表\n2.名单\n3.承诺书\n联系人：张三。"
    assert paths(letter)[1:] == [("一、时间",), ()]


def test_a_clause_whose_parent_has_no_heading_stands_under_its_chapter() -> None:
    standard = "某规范\n5 检验\n5.1 通则\n5.1.1 检验应保密。\n5.2.1 试样三件。\n5.2.2 试样干燥。\n6.1.1 报告。"
    assert paths(standard)[3:] == [
        ("5 检验", "5.1 通则", "5.1.1"),
        ("5 检验", "5.2.1"),
        ("5 检验", "5.2.2"),
        ("6.1.1",),
    ]


@pytest.mark.parametrize(
    "heading", ["1.1公司概况", "1.1年度计划", "1.1个人防护", "1.1平台建设", "1.1元数据", "1.1小组职责"]
)
def test_a_heading_behind_a_decimal_number_may_begin_like_a_unit(heading: str) -> None:
    assert paths(f"某手册\n{heading}\n内容甲。")[1:] == [(heading,)]


@pytest.mark.parametrize(
    "amount", ["1.1万元以下", "1.1 万元以下", "1.1公里以内", "1.1个工作日内", "1.1小时后", "1.1年以上", "1.1平方米"]
)
def test_an_amount_at_the_beginning_of_a_line_is_no_heading(amount: str) -> None:
    assert paths(f"某手册\n{amount}不收费。") == [()]


def test_a_list_goes_on_after_a_list_with_the_same_marks_inside_it() -> None:
    questions = "".join(f"{n}、第{n}个问题是什么？\n答案{n}。\n" for n in range(1, 9))
    conditions = "1、已外借；\n2、册数未满；\n3、五天内有效。\n"
    assert paths(f"问答\n{questions}{conditions}9、怎样续借？\n可以网上办理。")[-1] == ("9、怎样续借",)
    assert paths(f"问答\n{questions}{conditions}10、人以上的团体另行预约。")[-1] == ("3、五天内有效",)


@pytest.mark.parametrize("mark", ["2 、", "2、", "2．"])
def test_a_blank_may_stand_inside_a_number(mark: str) -> None:
    assert paths(f"问答\n1、服务内容是什么？\n甲。\n{mark}服务对象是什么？\n乙。")[-1] == (f"{mark}服务对象是什么",)


def test_numbers_that_run_through_the_sections_of_a_document_are_found() -> None:
    first = "".join(f"（{n}）第{n}项措施。做好工作。\n" for n in "一二三四五")
    notice = f"某通知\n一、促进就业\n{first}二、强化帮扶\n（六）第六项措施。做好工作。\n（七）第七项措施。做好工作。"
    assert paths(notice)[-2:] == [("二、强化帮扶", "（六）第六项措施"), ("二、强化帮扶", "（七）第七项措施")]
    assert paths(notice.replace("（六）", "（九）"))[-1] == ("二、强化帮扶",)


def test_excerpts_of_a_law_are_found_in_any_order_and_without_blanks() -> None:
    assert [path[-1] for path in paths("某法\n第八条  甲。\n第五条  乙。\n第六条  丙。")[1:]] == [
        "第八条",
        "第五条",
        "第六条",
    ]
    glued = "某法摘录\n第三条甲应当办理。\n第六十五条乙应当办理。\n依照规定，\n第九十条列举的除外。"
    assert [path[-1] for path in paths(glued)[1:]] == ["第三条", "第六十五条"]


@pytest.mark.parametrize("first", ["第一章 公司概况", "一、公司概况", "1 范围\n1.1 适用", "第一条 为了甲。"])
def test_a_preface_ends_at_the_next_heading_or_table_of_contents(first: str) -> None:
    found = paths(f"员工手册\n前  言\n欢迎加入。\n{first}\n本公司成立于二〇〇一年。")
    assert found[1] == ("前言",)
    assert all("前言" not in path for path in found[2:])
    assert "前言" not in "".join(paths("手册\n前言\n欢迎。\n目录\n一、甲……1\n二、乙……2\n第十章见下页。")[-1])
    assert ("前言是书的开头",) not in paths("作文\n前言是书的开头\n一、甲")


def test_numbers_in_the_table_of_contents_stand_above_the_numbers_inside_their_parts() -> None:
    entries = ["第一章 财政", "1. 甲措施", "2. 乙办法", "3. 丙办法", "第二章 金融", "1. 丁办法", "2. 戊办法"]
    part = "一、支持对象\n1. 在本市登记\n资质齐全。\n2. 信用良好\n没有处罚。\n二、支持标准\n一百元。\n"
    contents = "".join(f"{entry}…………{page}\n" for page, entry in enumerate(entries))
    found = paths(f"汇编手册\n目录\n{contents}" + "".join(f"{entry}\n{part}" for entry in entries))
    assert [path for path in found if len(path) == 2 and path[1][0].isdigit()] == [
        *((entries[0], entry) for entry in entries[1:4]),
        *((entries[4], entry) for entry in entries[5:]),
    ]
    assert found[-3:-1] == [
        (*entries[4::2], "一、支持对象", "1. 在本市登记"),
        (*entries[4::2], "一、支持对象", "2. 信用良好"),
    ]


def test_numbers_below_those_of_the_table_of_contents_stand_above_the_numbers_inside_their_parts() -> None:
    entries = ["一、综合篇", "1. 甲措施", "2. 乙办法", "二、金融篇", "1. 丁办法"]
    part = "（一）支持对象\n1. 在本市登记\n资质齐全。\n2. 信用良好\n没有处罚。\n（二）标准\n一百元。\n"
    contents = "".join(f"{entry}…………{page}\n" for page, entry in enumerate(entries))
    found = paths(f"汇编手册\n目录\n{contents}" + "".join(f"{entry}\n{part}" for entry in entries))
    assert (entries[0], entries[2], "（一）支持对象", "2. 信用良好") in found
    assert found[-1] == (entries[3], entries[4], "（二）标准")
