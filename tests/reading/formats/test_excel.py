"""Excel files."""

import io
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from qa.chunking import passages
from qa.reading import read_document
from tests.reading.formats.excel_files import saved, texts


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


def test_the_value_of_merged_cells_applies_to_every_row_and_column() -> None:
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


def test_a_sheet_of_one_cell_is_read() -> None:
    assert texts(read_document(Path("/d/a.xlsx"), saved([["周末不办理"]]))) == ["周末不办理"]


def test_values_are_displayed_like_in_excel_and_uncomputed_formulas_as_typed() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["比例", "是否", "合计"], [0.125, True, "=A2*2"], [0.5, False, 3.0]):
        sheet.append(row)
    sheet["A2"].number_format, sheet["A3"].number_format = "0.0%", "0%"
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    assert texts(document) == ["比例：12.5%\n是否：TRUE\n合计：=A2*2", "比例：50%\n是否：FALSE\n合计：3"]


def test_hidden_sheets_rows_and_columns_are_left_out_and_the_document_says_so() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["项目", "金额", "底价"], ["道路", 100, 7], ["作废", 999, 8], ["路灯", 30, 9]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("测算").sheet_state = "hidden"
    book["测算"].append(["内部", 888])
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    remark = "〔读取说明：表格里隐藏的 1 个工作表、1 行、1 列没有读入。〕"
    assert texts(document) == ["项目：道路\n金额：100", "项目：路灯\n金额：30", remark]
    assert document.records[-1].path == ("读取说明",)


def test_the_value_of_merged_cells_stays_when_their_first_row_is_hidden() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["部门", "电话"], ["税务", "111"], [None, "222"], [None, "333"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[2].hidden = True
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    assert texts(document)[:2] == ["部门：税务\n电话：222", "部门：税务\n电话：333"]


def test_number_formats_are_followed() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["区号", "金额", "日期"], [755, 1234.5, date(2021, 3, 1)]):
        sheet.append(row)
    for cell, number_format in (("A2", "0000"), ("B2", '"¥"#,##0.00'), ("C2", 'yyyy"年"m"月"d"日"')):
        sheet[cell].number_format = number_format
    content = io.BytesIO()
    book.save(content)
    document = read_document(Path("/d/a.xlsx"), content.getvalue())
    assert texts(document) == ["区号：0755\n金额：¥1,234.50\n日期：2021年3月1日"]
