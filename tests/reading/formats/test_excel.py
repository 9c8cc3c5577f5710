"""Tables of records: a row is a passage, with the names of its columns."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import read_document
from qa.types import Document


def saved(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for block in merged:
        book.worksheets[0].merge_cells(block)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def texts(document: Document, limit: int = 480) -> list[str]:
    return [document.text[p.span.start : p.span.end] for p in passages(document, limit)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_row_of_a_csv_file_is_a_passage(encoding: str, delimiter: str) -> None:
    rows = [
        ["问题", "答案", "部门"],
        ["几点开门？", '周一至周五"九点"', "大厅"],
        ["", "", ""],
        ["在哪里？", "一楼\n东侧", ""],
    ]
    quoted = "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    document = read_document(Path("/d/常见问题.csv"), quoted.encode(encoding))
    assert texts(document) == [
        '问题：几点开门？\n答案：周一至周五"九点"\n部门：大厅',
        "问题：在哪里？\n答案：一楼 东侧",
    ]
    assert [p.heading_path for p in passages(document, 480)] == [("第 2 行",), ("第 4 行",)]
    assert document.metadata.title == "常见问题"


def test_the_sheets_of_an_excel_file_keep_their_names_and_values() -> None:
    book = Workbook()
    sheet = book.create_sheet("窗口", 0)
    book.remove(book.worksheets[1])
    for row in (["窗口一览表"], ["编号", "名称", "开设日期"], [1.0, "综合", date(2020, 3, 1)], [2, "税务", None]):
        sheet.append(row)
    other = book.create_sheet("电话")
    for row in (["部门", "电话"], ["大厅", "12345"]):
        other.append(row)
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    assert texts(document) == [
        "窗口一览表",
        "编号：1\n名称：综合\n开设日期：2020-03-01",
        "编号：2\n名称：税务",
        "部门：大厅\n电话：12345",
    ]
    assert [p.heading_path for p in passages(document, 480)] == [
        ("窗口", "第 1 行"),
        ("窗口", "第 3 行"),
        ("窗口", "第 4 行"),
        ("电话", "第 2 行"),
    ]


def test_merged_cells_say_what_they_say_for_every_row_and_column_they_cover() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["窗口一览表", None, None, None],
        ["部门", "窗口", "联系方式", None],
        [None, None, "电话", "邮箱"],
        ["税务", "一号", "111", "a@b.cn"],
        [None, "二号", "222", None],
        [None, None, None, None],
        ["以下窗口周末也开放", None, None, None],
        ["社保", "三号", "333", None],
    ):
        sheet.append(row)
    for block in ("A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A5", "A7:D7"):
        sheet.merge_cells(block)
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    assert document.metadata.title == "窗口一览表"
    assert texts(document) == [
        "窗口一览表",
        "部门：税务\n窗口：一号\n联系方式 电话：111\n联系方式 邮箱：a@b.cn",
        "部门：税务\n窗口：二号\n联系方式 电话：222",
        "以下窗口周末也开放",
        "部门：社保\n窗口：三号\n联系方式 电话：333",
    ]
    assert [p.heading_path[-1] for p in passages(document, 480)] == ["第 1 行", *(f"第 {n} 行" for n in (4, 5, 7, 8))]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_stands_above_the_names_of_the_columns_is_kept_and_spoils_no_name(encoding: str) -> None:
    table = "深圳市常见问题汇总\n更新日期：2020-05-01\n\n序号,问题,答案\n1,几点开门？,九点\n2,在哪里？,一楼\n"
    document = read_document(Path("/d/a.csv"), table.encode(encoding))
    assert document.metadata.title == "深圳市常见问题汇总"
    assert texts(document) == [
        "深圳市常见问题汇总\n更新日期：2020-05-01",
        "序号：1\n问题：几点开门？\n答案：九点",
        "序号：2\n问题：在哪里？\n答案：一楼",
    ]


@pytest.mark.parametrize(
    ("above", "merged"),
    [
        (["制表单位：市府办", None, "2020年"], []),
        (["市府办", None, "2020年"], []),
        (["制表单位：市府办", None, "2020年5月", None], ["A2:B2", "C2:D2"]),
    ],
)
def test_who_made_a_table_and_when_are_no_names(above: list[object], merged: list[str]) -> None:
    rows: list[list[object]] = [
        ["窗口一览表"],
        above,
        ["窗口", "电话", "备注", "邮箱"],
        ["一号", "111", "无", "a@b.cn"],
    ]
    document = read_document(Path("/d/a.xlsx"), saved(rows, merged))
    assert texts(document) == [
        "窗口一览表\n" + " ".join(str(cell) for cell in above if cell),
        "窗口：一号\n电话：111\n备注：无\n邮箱：a@b.cn",
    ]


def test_a_column_without_a_name_does_not_take_the_names_from_the_others() -> None:
    rows: list[list[object]] = [[None, "姓名", "电话"], [1, "张三", "111"], [2, "李四", "222"]]
    assert texts(read_document(Path("/d/a.xlsx"), saved(rows))) == [
        "1\n姓名：张三\n电话：111",
        "2\n姓名：李四\n电话：222",
    ]


def test_a_sheet_of_one_cell_is_read() -> None:
    assert texts(read_document(Path("/d/a.xlsx"), saved([["周末不办理"]]))) == ["周末不办理"]


def test_values_are_shown_as_a_person_sees_them_and_formulas_nobody_computed_as_such() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["比例", "是否", "合计"], [0.125, True, "=A2*2"], [0.5, False, 3.0]):
        sheet.append(row)
    sheet["A2"].number_format, sheet["A3"].number_format = "0.0%", "0%"
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    assert texts(document) == ["比例：12.5%\n是否：TRUE\n合计：=A2*2", "比例：50%\n是否：FALSE\n合计：3"]


def test_every_part_of_a_long_record_says_what_it_belongs_to() -> None:
    document = read_document(Path("/d/a.csv"), f"问题,答案\n甲？,{'答案的一句。' * 50}".encode())
    cut = passages(document, 100)
    assert len(cut) > 1
    assert cut[0].heading_path == ("第 2 行",)
    assert {passage.heading_path for passage in cut[1:]} == {("第 2 行", "问题：甲？", "答案")}


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"only,names"), ("a.xlsx", b"no table"), ("a.xlsx", b"PK\x03\x04")]
)
def test_what_is_no_table_is_refused_by_name(name: str, content: bytes) -> None:
    with pytest.raises(ReadingError, match=name.replace(".", r"\.")):
        read_document(Path("/d") / name, content)
