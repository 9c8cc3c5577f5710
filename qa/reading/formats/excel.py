"""Excel files (xlsx)."""

import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.excel_number_format import displayed_number
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.merged_cells import sheet_extras, without_hidden
from qa.reading.formats.record_table import Sheet, records_text
from qa.types import Record, Span

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet


def excel_text(content: bytes, source: str) -> ExtractedText:
    """Return the records of the sheets of an Excel file, with the names of their columns.

    Hidden sheets, rows and columns are left out; a last record states how many, unless the text has no records.

    Raises:
        ReadingError: the file is damaged or not an Excel file; ``source`` names it in the message.
    """
    sheets, hidden = _sheets(content, source)
    has_several = sum(bool(sheet.rows) for sheet in sheets) > 1
    extracted = records_text([replace(sheet, name=sheet.name if has_several else "") for sheet in sheets])
    return replace(with_remark(extracted, hidden), encoding="xlsx")


def excel_sheets(content: bytes, source: str) -> list[tuple[str, list[list[str]]]]:
    """Return the name and the rows of each visible sheet of an Excel file, with the values as Excel displays them.

    A cell whose formula has no stored value has the text of the formula: =A1+B1. A hidden row is an empty list, and the
    cells of hidden columns are empty.

    Raises:
        ReadingError: the file is damaged or not an Excel file; ``source`` names it in the message.
    """
    return [(sheet.name, sheet.rows) for sheet in _sheets(content, source)[0]]


@dataclass(frozen=True, slots=True)
class HiddenParts:
    """How many sheets are hidden, and how many rows and columns with values are hidden on the other sheets."""

    sheets: int = 0
    rows: int = 0
    columns: int = 0


def _sheets(content: bytes, source: str) -> tuple[list[Sheet], HiddenParts]:
    """Return the visible sheets, and how many sheets, rows and columns are hidden.

    Raises:
        ReadingError: the file is damaged or not an Excel file.
    """
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            read = [_sheet(sheet, parts) for sheet in shown]
    except Exception as error:
        # A damaged file can make openpyxl, zipfile and the XML parser raise almost anything.
        raise ReadingError(
            Message("Excel 文件打不开：{source}（文件损坏或不是 xlsx）。请用 Excel 打开后另存为 xlsx", source=source)
        ) from error
    hidden = HiddenParts(
        len(workbook.worksheets) - len(shown),
        sum(hidden.rows for _, hidden in read),
        sum(hidden.columns for _, hidden in read),
    )
    return [sheet for sheet, _ in read], hidden


def _sheet(sheet: "ReadOnlyWorksheet", parts: zipfile.ZipFile) -> tuple[Sheet, HiddenParts]:
    extras = sheet_extras(parts.open(sheet._worksheet_path))
    sheet.reset_dimensions()  # otherwise openpyxl pads every row to the width that the file states
    rows = [[_displayed(cell) for cell in row] if row else [] for row in sheet.iter_rows()]
    for (row, column), formula in extras.formulas.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[row][column] or formula
    return visible_sheet(Sheet(sheet.title, rows, extras.merged, extras.hidden_rows), extras.hidden_columns)


def visible_sheet(sheet: Sheet, hidden: Collection[int]) -> tuple[Sheet, HiddenParts]:
    """Empty the cells of hidden rows and columns; return the sheet, and how many of these rows and columns had values.

    The value of merged cells moves to the first of them that is shown.

    Args:
        sheet: the sheet with all its cells; its rows are changed in place.
        hidden: the numbers of its hidden columns, from 0.
    """
    rows = sheet.rows
    hidden_rows = {row for row in sheet.hidden_rows if row < len(rows) and any(rows[row])}
    hidden_columns = {column for column in hidden if any(len(row) > column and row[column] for row in rows)}
    merged = without_hidden(rows, sheet.merged, sheet.hidden_rows, hidden)
    return replace(sheet, merged=merged), HiddenParts(0, len(hidden_rows), len(hidden_columns))


def with_remark(extracted: ExtractedText, hidden: HiddenParts) -> ExtractedText:
    """Return the text with a last record that states how many sheets, rows and columns are hidden.

    If nothing is hidden, or if the text has no records, it is returned unchanged.
    """
    counts = ((hidden.sheets, "个工作表"), (hidden.rows, "行"), (hidden.columns, "列"))
    parts = [f"{count} {unit}" for count, unit in counts if count]
    if not parts or not extracted.records:
        return extracted
    remark = f"〔读取说明：表格里隐藏的 {'、'.join(parts)}没有读入。〕"
    begin = len(extracted.text) + 2
    record = Record(Span(begin, begin + len(remark)), ("读取说明",))
    return replace(extracted, text=f"{extracted.text}\n\n{remark}", records=(*extracted.records, record))


def _displayed(cell: "ReadOnlyCell") -> str:
    """Return the value of a cell as Excel displays it; empty for a cell without a value."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    is_measure = isinstance(value, int | float | date | time | timedelta)
    return displayed_number(value, cell.number_format) if is_measure else str(value)


FORMAT = Format(
    suffixes=(".xlsx",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extract=excel_text,
    package_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    holds_records=True,
)
