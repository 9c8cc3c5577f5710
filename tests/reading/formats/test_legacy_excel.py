"""Excel files of the versions up to 2003, and WPS tables."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwt

from qa.errors import ReadingError
from qa.reading import read_document
from tests.reading.formats.ole_samples import compound_file, ringed_file


def saved(fill: Callable[[xlwt.Worksheet, xlwt.Workbook], None]) -> bytes:
    book, content = xlwt.Workbook(), io.BytesIO()
    fill(book.add_sheet("窗口"), book)
    book.save(content)
    return content.getvalue()


def fill(sheet: xlwt.Worksheet, book: xlwt.Workbook) -> None:
    for column, name in enumerate(("编号", "名称", "开设日期", "比例")):
        sheet.write(0, column, name)
    sheet.write(1, 0, 1.0)
    sheet.write_merge(1, 2, 1, 1, "综合")
    sheet.write(1, 2, date(2020, 3, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(1, 3, 0.125, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 0, True)


@pytest.mark.parametrize("name", ["a.xls", "a.et", "a.xlsx", "a.csv", "a.bin"])
def test_the_rows_are_records_whatever_the_ending(name: str) -> None:
    document = read_document(Path("/d") / name, saved(fill))
    assert document.text == "编号：1\n名称：综合\n开设日期：2020-03-01\n比例：12.5%\n\n编号：TRUE\n名称：综合"
    assert document.encoding == "xls"


def test_a_file_whose_stream_is_a_ring_is_refused_as_damaged() -> None:
    with pytest.raises(ReadingError, match="表格打不开"):
        read_document(Path("/d/a.xls"), ringed_file("Workbook", b"\x09\x08\x10\x00" + bytes(96)))


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    def fill_with_hidden(sheet: xlwt.Worksheet, book: xlwt.Workbook) -> None:
        for row, cells in enumerate((("区", "密码", "电话"), ("甲", "x", "1"), ("乙", "y", "2"), ("丙", "z", "3"))):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True
        other = book.add_sheet("草稿")
        other.write(0, 0, "草稿")
        other.visibility = 1

    document = read_document(Path("/d/a.xls"), saved(fill_with_hidden))
    assert document.text.startswith(
        "区：甲\n电话：1\n\n区：丙\n电话：3\n\n〔读取说明：表格里隐藏的 1 个工作表、1 行、1 列没有读入"
    )
    assert [record.path for record in document.records][:2] == [("第 2 行",), ("第 4 行",)]


def test_numbers_and_times_are_displayed_in_their_formats() -> None:
    def fill_with_formats(sheet: xlwt.Worksheet, book: xlwt.Workbook) -> None:
        for column, name in enumerate(("区号", "时长", "金额")):
            sheet.write(0, column, name)
        for column, (value, shown) in enumerate(((755, "0000"), (0.5, "h:mm"), (1234.5, "#,##0.00"))):
            sheet.write(1, column, value, xlwt.easyxf(num_format_str=shown))

    document = read_document(Path("/d/a.xls"), saved(fill_with_formats))
    assert document.text == "区号：0755\n时长：12:00\n金额：1,234.50"


def test_an_encrypted_file_is_refused_as_encrypted() -> None:
    content = saved(fill)
    # A record FILEPASS behind the first record marks an encrypted file (MS-XLS 2.4.117).
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    book = content[begin : begin + 20] + b"\x2f\x00\x06\x00\x01\x00\x01\x00\x01\x00" + content[begin + 20 :]
    with pytest.raises(ReadingError, match=r"文件已加密：/d/a\.xls"):
        read_document(Path("/d/a.xls"), compound_file({"Workbook": book}))


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"表格打不开：/d/a\.xls"):
        read_document(Path("/d/a.xls"), compound_file({"Workbook": b"\x09\x08\xff\xff"}))
