"""Recognised texts are put in the order of reading: lines, columns, table rows."""

import pytest

from qa.reading.recognition.page_turn import PlacedText
from qa.reading.recognition.placed_lines import placed_lines
from qa.reading.recognition.ruled_tables import RuledTable


def text(content: str, left: float, top: float, size: float = 40) -> PlacedText:
    return PlacedText(content, left, left + size * len(content), top, top + size)


def contents(*texts: PlacedText, tables: tuple[RuledTable, ...] = ()) -> list[str]:
    return [line.text for line in placed_lines(texts, tables, 0.36, 2000)]


def test_texts_on_one_line_are_joined_from_left_to_right() -> None:
    assert contents(text("第二行", 100, 200), text("主任", 190, 103), text("张", 100, 100)) == ["张 主任", "第二行"]


def test_lines_of_two_columns_are_read_column_by_column() -> None:
    left = [text(f"左栏第{n}行的文字很长，一直写到栏边为止。", 100, 100 + 60 * n) for n in range(8)]
    right = [text(f"右栏第{n}行的文字很长，一直写到栏边为止。", 1000, 100 + 60 * n) for n in range(8)]
    shuffled = [part for pair in zip(right, left, strict=True) for part in pair]
    assert [line[:4] for line in contents(*shuffled)] == [f"{side}第{n}" for side in ("左栏", "右栏") for n in range(8)]


def test_the_cells_of_a_ruled_table_are_rows_with_tabs_and_merged_cells_are_repeated() -> None:
    table = RuledTable((100, 500, 900), (300, 400, 500), ((0, 1), (0, 3)))
    texts = [
        text("县城", 150, 380),
        text("8元", 600, 330),
        text("6元", 600, 430),
        text("表下", 100, 600),
        text("表上", 100, 100),
    ]
    assert contents(*texts, tables=(table,)) == ["表上", "县城\t8元", "县城\t6元", "表下"]


def test_a_text_that_runs_over_a_rule_is_divided() -> None:
    table = RuledTable((100, 300, 500), (300, 400, 500), ((0, 1), (2, 3)))
    assert contents(PlacedText("甲乙丙丁", 110, 490, 330, 370), tables=(table,)) == ["甲乙\t丙丁"]


def test_a_line_across_the_whole_table_is_no_row() -> None:
    table = RuledTable((100, 300, 500), (300, 400, 500), ((0, 0), (2, 3)))
    assert contents(text("收费表", 200, 330), text("项", 150, 430), text("元", 380, 430), tables=(table,)) == [
        "收费表",
        "项\t元",
    ]


@pytest.mark.parametrize(
    ("recognised", "expected"),
    [
        ("标准如下:", "标准如下："),
        ("(一)总则", "（一）总则"),
        ("上午9:30", "上午9:30"),
        ("f(x)", "f(x)"),
        ("第 一 章 总 则", "第一章 总则"),
        ("见https://a.cn", "见https://a.cn"),
    ],
)
def test_marks_of_chinese_text_get_their_full_width(recognised: str, expected: str) -> None:
    assert contents(text(recognised, 100, 100)) == [expected]
