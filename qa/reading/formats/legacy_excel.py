"""Excel files of the versions up to 2003 and WPS tables: xls and et (MS-XLS)."""

import io
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.encrypted import encrypted_error
from qa.reading.formats.excel import HiddenParts, visible_sheet, with_remark
from qa.reading.formats.excel_number_format import displayed_number
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.merged_cells import Merged
from qa.reading.formats.ole_file import open_ole
from qa.reading.formats.record_table import Sheet, records_text

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as ExcelSheet

_STREAMS = ("Workbook", "Book")
_NO_VALUE = frozenset({0, 6})
"""xlrd's types of cells without a value: ``XL_CELL_EMPTY`` and ``XL_CELL_BLANK``"""


def legacy_excel_text(content: bytes, source: str) -> ExtractedText:
    """Return the records of the visible sheets of a file, with the names of their columns.

    Hidden sheets, rows and columns are left out; a last record states how many, unless the text has no records.

    Raises:
        ReadingError: the file is damaged, encrypted or not an Excel file; ``source`` names it in the message.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=_workbook(content), logfile=io.StringIO(), formatting_info=True)
        shown = [sheet for sheet in book.sheets() if sheet.visibility == 0]
        read = [_sheet(sheet, book) for sheet in shown]
    except Exception as error:
        # A damaged file can make xlrd raise almost anything.
        if "encrypted" in str(error):
            raise encrypted_error(source) from error
        raise ReadingError(
            Message("表格打不开：{source}（文件损坏或不是 xls）。请用 Excel 或 WPS 打开后另存为 xlsx", source=source)
        ) from error
    hidden = HiddenParts(
        book.nsheets - len(shown), sum(hidden.rows for _, hidden in read), sum(hidden.columns for _, hidden in read)
    )
    sheets = [sheet for sheet, _ in read]
    has_several = sum(bool(sheet.rows) for sheet in sheets) > 1
    extracted = records_text([replace(sheet, name=sheet.name if has_several else "") for sheet in sheets])
    return replace(with_remark(extracted, hidden), encoding="xls")


def _workbook(content: bytes) -> bytes:
    """Return the main stream of a compound file; return any other content, or a file without this stream, unchanged.

    xlrd is given the stream instead of the compound file: if damage has turned the sector chain of a small stream into
    a ring, xlrd follows the ring for ever.
    """
    ole = open_ole(content)
    name = next((name for name in _STREAMS if ole.exists(name)), "") if ole else ""
    return ole.openstream(name).read() if ole and name else content


def _sheet(sheet: "ExcelSheet", book: "Book") -> tuple[Sheet, HiddenParts]:
    # A damaged file can have a hundred thousand rows and columns without a value, each of whose cells costs time.
    rows = [
        [] if _NO_VALUE.issuperset(sheet.row_types(number)) else [_displayed(cell, book) for cell in sheet.row(number)]
        for number in range(sheet.nrows)
    ]
    # xlrd returns exclusive ends of the rows and columns of a block.
    blocks = (Merged(top, left, below - 1, beside - 1) for top, below, left, beside in sheet.merged_cells)
    hidden_rows = frozenset(number for number, row in sheet.rowinfo_map.items() if row.hidden)
    hidden_columns = {number for number, column in sheet.colinfo_map.items() if column.hidden}
    return visible_sheet(Sheet(sheet.name, rows, tuple(blocks), hidden_rows), hidden_columns)


def _displayed(cell: "Cell", book: "Book") -> str:
    """Return the value of a cell as Excel displays it; empty for a cell without a value."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        is_date = cell.ctype == xlrd.XL_CELL_DATE
        return displayed_number(_moment(cell.value, book.datemode) if is_date else cell.value, number_format)
    return ""


def _moment(value: float, date_mode: int) -> datetime | time | float:
    """Return the date and time that a number stands for, or the time alone if the number is less than 1.

    A number that stands for no date is returned unchanged. ``date_mode`` is the ``datemode`` of xlrd: whether days are
    counted from 1900 (0) or from 1904 (1).
    """
    import xlrd

    try:
        moment: datetime = xlrd.xldate_as_datetime(value, date_mode)
    except (ValueError, OverflowError):
        return value
    return moment.time() if value < 1 else moment


FORMAT = Format(
    suffixes=(".xls", ".et"),
    media_type="application/vnd.ms-excel",
    extract=legacy_excel_text,
    ole_streams=_STREAMS,
    is_isolated=True,
    holds_records=True,
)
