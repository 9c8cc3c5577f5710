"""Excel files of the versions up to 2003 and WPS tables: xls and et (MS-XLS)."""

import io
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.encrypted import encrypted_error
from qa.reading.formats.excel import displayed_number
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.merged_cells import Merged
from qa.reading.formats.record_table import Sheet, records_text

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as ExcelSheet


def legacy_excel_text(content: bytes, source: str) -> ExtractedText:
    """Return the records of the visible sheets of a file, with the names of their columns.

    Raises:
        ReadingError: the file is damaged, encrypted or not an Excel file; ``source`` names it in the message.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True)
        sheets = [_sheet(sheet, book) for sheet in book.sheets() if sheet.visibility == 0]
    except Exception as error:
        # A damaged file can make xlrd raise almost anything.
        if "encrypted" in str(error):
            raise encrypted_error(source) from error
        raise ReadingError(
            Message("表格打不开：{source}（文件损坏或不是 xls）。请用 Excel 或 WPS 打开后另存为 xlsx", source=source)
        ) from error
    has_several = sum(bool(sheet.rows) for sheet in sheets) > 1
    extracted = records_text([replace(sheet, name=sheet.name if has_several else "") for sheet in sheets])
    return replace(extracted, encoding="xls")


def _sheet(sheet: "ExcelSheet", book: "Book") -> Sheet:
    """Return the rows of a sheet; a hidden row is empty, so that the numbers of the rows stay those of the file."""
    hidden_rows = {number for number, row in sheet.rowinfo_map.items() if row.hidden}
    hidden_columns = {number for number, column in sheet.colinfo_map.items() if column.hidden}
    rows = [
        [
            "" if number in hidden_rows or column in hidden_columns else _displayed(cell, book)
            for column, cell in enumerate(sheet.row(number))
        ]
        for number in range(sheet.nrows)
    ]
    # xlrd gives the row and column behind the last ones of a block.
    blocks = (Merged(top, left, below - 1, beside - 1) for top, below, left, beside in sheet.merged_cells)
    return Sheet(sheet.name, rows, tuple(blocks))


def _displayed(cell: "Cell", book: "Book") -> str:
    """Return the value of a cell as Excel displays it."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _displayed_date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return displayed_number(cell.value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    return ""


def _displayed_date(value: float, date_mode: int) -> str:
    import xlrd

    try:
        moment: datetime = xlrd.xldate_as_datetime(value, date_mode)
    except (ValueError, OverflowError):
        return str(value)
    if value < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(sep=" ")


FORMAT = Format(
    suffixes=(".xls", ".et"),
    media_type="application/vnd.ms-excel",
    extract=legacy_excel_text,
    ole_streams=("Workbook", "Book"),
    is_isolated=True,
    holds_records=True,
)
