"""Line ends, page numbers and invisible characters."""

import pytest

from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.layout_repair import repair_layout
from qa.types import Heading, Span, Table


def repaired(text: str) -> str:
    return repair_layout(ExtractedText(text)).text


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "关于电价的通知\n\n    为引导居民节约用电，经市政府同意，自二〇二\n"
        "一年七月一日起，对居民生活用电试行阶梯电价。第\n一档电量为每户每月二百一十度，电价为每度零点五\n"
        "二元；低保户每户每月设置十五度免费用电的基数。\n    各供电所要做好宣传。"
    )
    lines = repaired(text).split("\n")
    assert len(lines) == 4
    assert lines[2].startswith("    为引导")
    assert "自二〇二一年七月一日起" in lines[2]
    assert "零点五二元" in lines[2]


WRAPPED = (
    "住宿管理规定\n第一条 宿舍是学生学习和生活的重要场所，为了维护正常的\n"
    "秩序，根据学校实际情况，制定本规定，每年投入不少于\n3.5万元用于宿舍的维修，由后勤处统一组织实施，学生处\n配合。\n"
    "第二条 宿舍每晚十一点熄灯。\n"
    "第三条 学生不得在宿舍使用电炉等大功率电器，违反规定\n的，没收电器。\n"
)


def test_short_lines_and_a_wide_line_do_not_hide_hard_line_ends() -> None:
    lines = repaired(WRAPPED * 2 + "甲" * 60).split("\n")
    assert "维护正常的秩序" in lines[1]
    assert "不少于3.5万元用于" in lines[1]
    assert lines[1].endswith("学生处配合。")
    assert lines[3].endswith("违反规定的，没收电器。")


def test_a_page_number_among_hard_wrapped_lines_does_not_hide_the_next_line_end() -> None:
    lines = repaired(WRAPPED.replace("，制定本规定", "\n— 3 —\n，制定本规定")).split("\n")
    assert lines[1].endswith("学生处配合。")


def test_a_first_line_without_its_indent_is_joined_and_a_running_head_is_not() -> None:
    head = "江北大学学生手册二〇二五年版第一部分学生管理规定"
    text = WRAPPED.replace("维护正常的", "维护")
    for line_end in ("不少于\n", "配合。\n", "熄灯。\n"):
        text = text.replace(line_end, f"{line_end}{head}\n")
    lines = repaired(text).split("\n")
    assert "，为了维护秩序" in lines[1]
    assert lines.count(head) == 3


def test_lines_of_a_table_of_contents_are_not_joined() -> None:
    titles = ("学生综合素质测评办法实施细则", "学生违纪处分规定及其实施细则")
    contents = "目录\n" + "".join(f"{title}…………………………………{page}\n" for page, title in enumerate(titles))
    assert repaired(contents + WRAPPED).startswith(contents)


@pytest.mark.parametrize(
    "text",
    [
        "各位代表：\n攻坚克难，砥砺奋进，\n我们要更加紧密地团结起来，为全面建设现代化国家而团结奋斗。\n谢谢大家！",
        "\n".join(["张三是河东区水利局河道管理处的一位工程师，"] * 2 + ["短行"] * 6),
        "\n".join(f"第{n}条 甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸。" for n in "一二三四五"),
    ],
)
def test_lines_that_are_paragraphs_stay(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("number", ["— 1 —", "- 2 -", "第 3 页 共 5 页", "第3页", "共5页 第3页"])
def test_a_page_number_inside_a_text_is_dropped(number: str) -> None:
    assert repaired(f"编织袋不少于五千\n{number}\n条，由县里调拨。") == "编织袋不少于五千条，由县里调拨。"
    assert repaired(f"二、工作要求\n{number}\n各单位要高度重视这项工作。") == "二、工作要求\n各单位要高度重视这项工作。"
    assert repaired(f"甲。\n{number}\n三、乙。") == "甲。\n三、乙。"


def test_articles_that_run_together_stand_on_lines_of_their_own() -> None:
    text = "某规定\n第一条 甲。第二条 乙。第三条 违反第二条规定的，处罚。第五条规定的除外。第四条 丙。"
    assert repaired(text).split("\n")[1:] == [
        "第一条 甲。",
        "第二条 乙。",
        "第三条 违反第二条规定的，处罚。第五条规定的除外。",
        "第四条 丙。",
    ]
    assert repaired("第一章 總則 第一條 甲。第二章 罰則 第二條 乙。").count("\n") == 3


def test_invisible_characters_are_removed_and_marks_move() -> None:
    text = "\u200b标\u200b题\n甲\ufeff\t乙\n丙\t丁\n末"
    table = Table((Span(5, 9), Span(10, 13)))
    result = repair_layout(ExtractedText(text, headings=(Heading(Span(1, 4), 1),), tables=(table,)))
    assert result.text == "标题\n甲\t乙\n丙\t丁\n末"
    assert result.text[result.headings[0].span.start : result.headings[0].span.end] == "标题"
    assert [result.text[row.start : row.end] for row in result.tables[0].rows] == ["甲\t乙", "丙\t丁"]


@pytest.mark.parametrize(
    "text", ["甲。" + "　" * 60000 + "\n乙" + " " * 60000 + "丙", " \n" + " " * 60000 + "甲", "甲　　" * 20000]
)
def test_long_runs_of_blanks_take_linear_time(text: str) -> None:
    assert repaired(text).replace("\n", "").split() == text.replace("\n", "").split()
