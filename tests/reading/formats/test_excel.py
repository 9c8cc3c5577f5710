"""Excel files."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from qa.chunking import passages
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
