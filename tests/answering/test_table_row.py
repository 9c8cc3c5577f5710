"""The cell of a table row that is asked for."""

import pytest

from qa.answering.table_row import asked_cell, table_row
from qa.types import Span

TABS = "价目表\n摊位\t日租\t押金\n蔬菜\t8元\t100元\n水产\t15元\t300元\n以上。"
DRAWN = "价目表\n┌─┬─┬─┐\n│ 摊位 │ 日租 │ 押金 │\n├─┼─┼─┤\n│ 蔬菜 │ 8元 │ 100元│\n│ 水产 │ 15元 │ 300元│\n└─┴─┴─┘\n"


@pytest.mark.parametrize(("text", "line"), [(TABS, "水产\t15元\t300元"), (DRAWN, "│ 水产 │ 15元 │ 300元│")])
@pytest.mark.parametrize(("question", "value"), [("水产的押金是多少", "300元"), ("水产日租多少", "15元")])
def test_the_cell_of_the_named_column_is_found(text: str, line: str, question: str, value: str) -> None:
    row = table_row(text, Span(text.index(line), text.index(line) + len(line)))
    assert row is not None
    cell = asked_cell(question, text, row)
    assert cell is not None
    assert text[cell.start : cell.end].strip() == value


def test_the_header_row_is_not_an_answering_row() -> None:
    assert table_row(TABS, Span(TABS.index("摊位"), TABS.index("\n蔬菜"))) is None


def test_the_names_below_a_name_over_several_columns_name_the_columns() -> None:
    text = "标准\n地区\t补贴（元）\n地区\t老人\t儿童\n甲县\t100\t200\n"
    line = Span(text.index("甲县"), len(text) - 1)
    row = table_row(text, line)
    assert row is not None
    cell = asked_cell("甲县儿童补贴多少", text, row)
    assert cell is not None
    assert text[cell.start : cell.end] == "200"
    assert table_row(text.replace("地区\t老人", "乙县\t老人"), line) is None


CLASSES = "一类地区：甲县、乙县\n二类地区包括丙县、丁县\n职级\t一类地区\t二类地区\n科员\t500\t400\n处长\t900\t750\n"


@pytest.mark.parametrize(
    ("question", "line", "value"),
    [
        ("科员去乙县住宿多少", "科员\t500\t400", "500"),
        ("科员去丁县住宿多少", "科员\t500\t400", "400"),
        ("处长去二类地区多少", "处长\t900\t750", "750"),
        ("一类地区900元的是什么职级", "处长\t900\t750", "处长"),
        ("哪个职级二类地区是400", "科员\t500\t400", "科员"),
        ("科员去戊县住宿多少", "科员\t500\t400", None),
    ],
)
def test_a_member_names_its_column_and_an_amount_its_row(question: str, line: str, value: str | None) -> None:
    row = table_row(CLASSES, Span(CLASSES.index(line), CLASSES.index(line) + len(line)))
    assert row is not None
    cell = asked_cell(question, CLASSES, row)
    assert (CLASSES[cell.start : cell.end] if cell else None) == value


def test_the_end_of_a_class_is_no_class() -> None:
    text = "一类地区：甲县、乙县\n地区\t住宿\n一类地区\t500\n"
    line = "一类地区\t500"
    row = table_row(text, Span(text.index(line), text.index(line) + len(line)))
    assert row is not None
    assert asked_cell("乙县给多少", text, row) is None
