"""Excel files (xlsx)."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.merged_cells import sheet_extras
from qa.reading.formats.record_table import Sheet, records_text

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_PERCENT = re.compile(r"0(?:\.(0+))?%")


def excel_text(content: bytes, source: str) -> ExtractedText:
    """Return the records of the sheets of an Excel file, with the names of their columns.

    Raises:
        ReadingError: the file is damaged or not an Excel file; ``source`` names it in the message.
    """
    sheets = _sheets(content, source)
    has_several = sum(bool(sheet.rows) for sheet in sheets) > 1
    extracted = records_text([replace(sheet, name=sheet.name if has_several else "") for sheet in sheets])
    return replace(extracted, encoding="xlsx")


def excel_sheets(content: bytes, source: str) -> list[tuple[str, list[list[str]]]]:
    """Return the name and the rows of each sheet of an Excel file, with the values as Excel displays them.

    Raises:
        ReadingError: the file is damaged or not an Excel file; ``source`` names it in the message.
    """
    return [(sheet.name, sheet.rows) for sheet in _sheets(content, source)]


def _sheets(content: bytes, source: str) -> list[Sheet]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return [_sheet(sheet, parts) for sheet in workbook.worksheets]
    except Exception as error:
        # A damaged file can make openpyxl, zipfile and the XML parser raise almost anything.
        raise ReadingError(
            Message("Excel 文件打不开：{source}（文件损坏或不是 xlsx）。请用 Excel 打开后另存为 xlsx", source=source)
        ) from error


def _sheet(sheet: "ReadOnlyWorksheet", parts: zipfile.ZipFile) -> Sheet:
    extras = sheet_extras(parts.open(sheet._worksheet_path))
    sheet.reset_dimensions()  # otherwise openpyxl pads every row to the width that the file states
    rows = [[_displayed(cell) for cell in row] if row else [] for row in sheet.iter_rows()]
    for (row, column), formula in extras.formulas.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[row][column] or formula
    return Sheet(sheet.title, rows, extras.merged)


def _displayed(cell: "ReadOnlyCell") -> str:
    """Return the value of a cell as Excel displays it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    return _displayed_number(value, cell.number_format) if isinstance(value, int | float) else str(value)


def _displayed_number(value: float, number_format: str) -> str:
    if percent := _PERCENT.fullmatch(number_format):
        return f"{value:.{len(percent[1] or '')}%}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


FORMAT = Format(
    suffixes=(".xlsx",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extract=excel_text,
    package_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    holds_records=True,
)
