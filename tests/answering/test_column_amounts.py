"""The rows of a table whose amounts compare as a question asks."""

import pytest

from qa.answering.column_amounts import select_rows
from qa.answering.table_rows import table_around
from qa.question import comparison
from qa.types import Span

TABLE = (
    "重点项目\n\n项目名称\t总投资（万元）\t面积（亩）\t所在区\n河道整治\t8,500\t30\t河东区\n学校扩建\t3200\t45\t河西区\n"
    "道路改造\t1.2亿元\t12\t河东区\n公园\t\t60\t河西区\n合计\t23700\t147\n\n说明。"
)
RECORDS = "\n\n".join(
    f"设备：GX-{number}\n检定周期：{number}个月\n单价：{number}00元" + ("\n备注：待修" if number == 3 else "")
    for number in range(1, 13)
)

FEES = (
    "收费\n\n小区\t物业费（元/平方米·月）\t停车费（元/月）\n"
    "阳光花园\t1.8\t150\n翠湖名苑\t2.6\t300\n老宿舍\t0.5\t0\n\n以上。"
)
LINES = "\n\n".join(f"线路：{number}路\n起点：第{number}小学\n票价（元）：{number}" for number in (1, 5, 18))


def selected(text: str, question: str) -> list[str] | None:
    table = table_around(text, Span(text.index("\n\n") + 3, len(text) - 6))
    asked = comparison(question)
    assert table is not None
    assert asked is not None
    found = select_rows(question, asked, table)
    return [row.cells[0].text for row, _ in found.cells] if found else None


@pytest.mark.parametrize(
    ("text", "question", "rows"),
    [
        (FEES, "停车费每月超过200元的有哪些小区", ["翠湖名苑"]),
        (FEES, "物业费最便宜的小区", ["老宿舍"]),
        (TABLE, "哪些项目投资超过5000万元", ["河道整治", "道路改造"]),
        (TABLE, "哪些项目投资超过9000", ["道路改造"]),
        (TABLE, "河东区哪些项目投资在1亿元以上", ["道路改造"]),
        (TABLE, "投资最多的是哪个项目", ["道路改造"]),
        (TABLE, "面积最小的项目是哪个", ["道路改造"]),
        (TABLE, "哪些项目不到40亩", ["河道整治", "道路改造"]),
        (TABLE, "哪些项目投资超过5亿元", []),
        (TABLE, "哪些项目超过30公里", None),
        (RECORDS, "哪些设备的检定周期超过10个月", ["GX-11", "GX-12"]),
        (RECORDS, "单价最低的设备是哪个", ["GX-1"]),
        (LINES, "最长的线路是哪条", None),
        (LINES, "票价最高的线路是哪条", ["18路"]),
    ],
)
def test_the_rows_that_meet_the_comparison_are_selected(text: str, question: str, rows: list[str] | None) -> None:
    assert selected(text, question) == rows


def test_the_numbers_of_telephones_are_no_amounts() -> None:
    table = "项目\n\n名称\t电话\n河道整治\t88001234\n学校扩建\t88005678\n\n以上。"
    assert selected(table, "哪些项目超过30公里") is None


def test_prose_is_no_table() -> None:
    assert table_around("第一条 项目投资超过5000万元的，由市政府审批。\n\n第二条 其他项目。", Span(0, 20)) is None
