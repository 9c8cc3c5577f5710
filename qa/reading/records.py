"""Tables of records, such as questions with their answers: CSV and Excel files. A row is a record."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from qa.errors import ReadingError
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
    return _joined([("", csv_rows(text, source))])


def excel_text(content: bytes, source: str) -> ReadText:
    """The records of the sheets of an Excel file (xlsx); the first row of each sheet names its columns.

    Raises:
        ReadingError: the file is damaged or no Excel file; ``source`` names it in the message.
    """
    sheets = excel_sheets(content, source)
    several = sum(bool(rows) for _, rows in sheets) > 1
    return _joined([(name if several else "", rows) for name, rows in sheets])


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
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [
            (sheet.title, [[_shown(value) for value in row] for row in sheet.iter_rows(values_only=True)])
            for sheet in workbook.worksheets
        ]
    except Exception as error:
        # A damaged file can make openpyxl, zipfile and the XML parser raise almost anything.
        raise ReadingError(
            f"Excel 文件打不开：{source}（文件损坏或不是 xlsx）。请用 Excel 打开后另存为 xlsx"
        ) from error


def _joined(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> ReadText:
    """Records as lines 列名：值, separated by blank lines."""
    texts: list[str] = []
    records: list[Record] = []
    position = 0
    for sheet, rows in sheets:
        for number, text in _records(rows):
            path = (sheet, f"第 {number} 行") if sheet else (f"第 {number} 行",)
            records.append(Record(Span(position, position + len(text)), path))
            texts.append(text)
            position += len(text) + 2
    return ReadText("\n\n".join(texts), records=tuple(records))


def _records(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The number of each row below the names of the columns, counted as a spreadsheet does, and its text."""
    header: list[str] | None = None
    for number, row in enumerate(rows, start=1):
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells):
            continue
        # A title that stands alone above the table is no row of names.
        if header is None:
            if sum(map(bool, cells)) > 1 or len(cells) == 1:
                header = cells
            continue
        names = header + [""] * (len(cells) - len(header))
        fields = [f"{name}：{cell}" if name else cell for name, cell in zip(names, cells, strict=False) if cell]
        yield number, "\n".join(fields)


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
