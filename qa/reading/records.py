"""Tables of records, such as questions with their answers: CSV and Excel files. A row is a record."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from qa.errors import ReadingError
from qa.reading.merged_cells import Merged, filled_down, header_end, header_names, is_over_columns, merged_cells
from qa.reading.read_text import ReadText
from qa.types import Record, Span

_DELIMITERS = ",\t;|"
_SNIFFED_CHARACTERS = 20_000
_LONGEST_FIELD = 10_000_000


def csv_text(text: str, source: str) -> ReadText:
    """The records of a CSV file, whose first row names the columns.

    Raises:
        ReadingError: the file is no table; ``source`` names it in the message.
    """
    return _joined([_Sheet("", csv_rows(text, source))])


def excel_text(content: bytes, source: str) -> ReadText:
    """The records of the sheets of an Excel file (xlsx); the first row of each sheet names its columns.

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
        raise ReadingError(f"表格读不了：{source}（{error}）。请用 Excel 打开后另存为 CSV UTF-8") from error


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
            return [
                _Sheet(
                    sheet.title,
                    [[_shown(value) for value in row] for row in sheet.iter_rows(values_only=True)],
                    merged_cells(parts.open(sheet._worksheet_path)),
                )
                for sheet in workbook.worksheets
            ]
    except Exception as error:
        # A damaged file can make openpyxl, zipfile and the XML parser raise almost anything.
        raise ReadingError(
            f"Excel 文件打不开：{source}（文件损坏或不是 xlsx）。请用 Excel 打开后另存为 xlsx"
        ) from error


def _joined(sheets: Iterable[_Sheet]) -> ReadText:
    """Records as lines 列名：值, separated by blank lines."""
    texts: list[str] = []
    records: list[Record] = []
    position = 0
    for sheet in sheets:
        for number, text in _records(sheet):
            path = (sheet.name, f"第 {number} 行") if sheet.name else (f"第 {number} 行",)
            records.append(Record(Span(position, position + len(text)), path))
            texts.append(text)
            position += len(text) + 2
    return ReadText("\n\n".join(texts), records=tuple(records))


def _records(sheet: _Sheet) -> Iterator[tuple[int, str]]:
    """The number of each row below the names of the columns, counted as a spreadsheet does, and its text."""
    rows = [[" ".join(cell.split()) for cell in row] for row in sheet.rows]
    # A title that stands alone above the table is no row of names.
    first = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1 or (len(row) == 1 and row[0])), None)
    if first is None:
        return
    last = header_end(first, sheet.merged)
    header = header_names(rows, first, last, sheet.merged)
    for number, row in enumerate(filled_down(rows, last + 1, sheet.merged), start=last + 1):
        names = header + [""] * (len(row) - len(header))
        if is_over_columns(number, row, sheet.merged):
            names = [""] * len(row)
        fields = [f"{name}：{cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell]
        if fields:
            yield number + 1, "\n".join(fields)


def _shown(value: object) -> str:
    """The value of a cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
