"""Tables of records, such as questions with their answers: CSV and Excel files. A row is a record."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.merged_cells import (
    Merged,
    columns_filled,
    filled_down,
    header_end,
    header_names,
    is_over_columns,
    left_out,
)
from qa.reading.read_text import ReadText
from qa.types import Record, Span

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_DELIMITERS = ",\t;|"
_SNIFFED_CHARACTERS = 20_000
_LONGEST_FIELD = 10_000_000
_LONGEST_TITLE = 60
_ROWS_ABOVE = 20
"""rows in which the names of the columns are looked for"""
_STATEMENT = re.compile(r"[^（(：:]{2,10}[：:]\s*\S|\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]")
"""what a cell above a table begins with and the name of a column does not: 制表单位：市府办, 2020年5月"""
_PERCENT = re.compile(r"0(?:\.(0+))?%")


def csv_text(text: str, source: str) -> ReadText:
    """The records of a CSV file, with the names of its columns.

    Raises:
        ReadingError: the file is no table; ``source`` names it in the message.
    """
    return _joined([_Sheet("", csv_rows(text, source))])


def excel_text(content: bytes, source: str) -> ReadText:
    """The records of the sheets of an Excel file (xlsx), with the names of its columns.

    Raises:
        ReadingError: the file is damaged or no Excel file; ``source`` names it in the message.
    """
    sheets = _sheets(content, source)
    several = sum(bool(sheet.rows) for sheet in sheets) > 1
    return _joined([replace(sheet, name=sheet.name if several else "") for sheet in sheets])


def csv_rows(text: str, source: str) -> list[list[str]]:
    """The rows of a CSV file; what stands between its fields is found out.

    Raises:
        ReadingError: the file is no table; ``source`` names it in the message.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        delimiter = csv.Sniffer().sniff(text[:_SNIFFED_CHARACTERS], _DELIMITERS).delimiter
    except csv.Error:
        delimiter = ","
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError(
            Message(
                "表格读不了：{source}（{error}）。请用 Excel 打开后另存为 CSV UTF-8", source=source, error=str(error)
            )
        ) from error


def excel_sheets(content: bytes, source: str) -> list[tuple[str, list[list[str]]]]:
    """The names and rows of the sheets of an Excel file (xlsx), values as a person reads them.

    Raises:
        ReadingError: the file is damaged or no Excel file; ``source`` names it in the message.
    """
    return [(sheet.name, sheet.rows) for sheet in _sheets(content, source)]


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    rows: list[list[str]]
    merged: tuple[Merged, ...] = ()


def _sheets(content: bytes, source: str) -> list[_Sheet]:
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


def _sheet(sheet: "ReadOnlyWorksheet", parts: zipfile.ZipFile) -> _Sheet:
    beside = left_out(parts.open(sheet._worksheet_path))
    sheet.reset_dimensions()  # else every row is as long as the file says its longest is
    rows = [[_shown(cell) for cell in row] if row else [] for row in sheet.iter_rows()]
    for (row, column), formula in beside.formulas.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[row][column] or formula
    return _Sheet(sheet.title, rows, beside.merged)


def _joined(sheets: Sequence[_Sheet]) -> ReadText:
    """Records as lines 列名：值, separated by blank lines."""
    texts: list[str] = []
    records: list[Record] = []
    position = 0
    filled = [_tidied(sheet) for sheet in sheets if sheet.rows]
    headers = [_header(sheet) for sheet in filled]
    for sheet, header in zip(filled, headers, strict=True):
        for number, text in _records(sheet, header):
            path = (sheet.name, f"第 {number} 行") if sheet.name else (f"第 {number} 行",)
            records.append(Record(Span(position, position + len(text)), path))
            texts.append(text)
            position += len(text) + 2
    title = _title(filled[0].rows[: headers[0]]) if len(filled) == 1 else ""
    return ReadText("\n\n".join(texts), title, records=tuple(records))


def _tidied(sheet: _Sheet) -> _Sheet:
    return replace(sheet, rows=[[" ".join(cell.split()) for cell in row] if row else row for row in sheet.rows])


def _title(above: Sequence[Sequence[str]]) -> str:
    """The text that stands alone in the first row above the names of the columns; empty if there is none."""
    cells = [cell for cell in next(filter(any, above), ()) if cell]
    return cells[0] if len(cells) == 1 and len(cells[0]) <= _LONGEST_TITLE else ""


def _header(sheet: _Sheet) -> int | None:
    """The row with the names of the columns; none where there is nothing below it.

    Above it may stand a title, who made the table and when: rows with fewer cells than the table, with gaps between
    them, or that say something.
    """
    counts = [sum(map(bool, row)) if row else 0 for row in sheet.rows]
    several = [row for row, count in enumerate(counts) if count > 1]
    if not several:
        filled = [row for row, count in enumerate(counts) if count]
        return filled[0] if len(filled) > 1 else None
    often = Counter(counts[row] for row in several)
    usual = max(often, key=lambda count: (often[count], count))
    as_wide: list[int] = []
    for row in several[:_ROWS_ABOVE]:
        columns = columns_filled(row, sheet.rows[row], sheet.merged)
        first, last = columns.index(True), len(columns) - columns[::-1].index(True)
        wide = sum(columns) >= usual
        if not any(map(_STATEMENT.match, sheet.rows[row])) and (
            wide or (all(columns[first:last]) and 2 * sum(columns) > usual)
        ):
            return row
        as_wide += [row] if wide else []
    return as_wide[0] if as_wide else several[0]


def _records(sheet: _Sheet, first: int | None) -> Iterator[tuple[int, str]]:
    """The number of each row below the names of the columns, counted as a spreadsheet does, and its text.

    What stands above the names comes first, together.
    """
    above = [(number, row) for number, row in enumerate(sheet.rows[:first], start=1) if any(row)]
    if above:
        yield above[0][0], "\n".join(" ".join(filter(None, row)) for _, row in above)
    if first is None:
        return
    last = header_end(first, sheet.merged)
    header = header_names(sheet.rows, first, last, sheet.merged)
    for number, row in enumerate(filled_down(sheet.rows, last + 1, sheet.merged), start=last + 1):
        if not any(row):
            continue
        names = header + [""] * (len(row) - len(header))
        if is_over_columns(number, row, sheet.merged):
            names = [""] * len(row)
        fields = [f"{name}：{cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell]
        yield number + 1, "\n".join(fields)


def _shown(cell: "ReadOnlyCell") -> str:
    """The value of a cell as a person reads it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    return _shown_number(value, cell.number_format) if isinstance(value, int | float) else str(value)


def _shown_number(value: float, number_format: str) -> str:
    if percent := _PERCENT.fullmatch(number_format):
        return f"{value:.{len(percent[1] or '')}%}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
