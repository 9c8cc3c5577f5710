"""OpenDocument spreadsheets: ods, and fods in one XML file (ODF 1.3)."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.excel import HiddenParts, visible_sheet, with_remark
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.merged_cells import Merged
from qa.reading.formats.record_table import Sheet, records_text
from qa.reading.formats.xml_parts import Package, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{{{_NAMES.format(name)}}}" for name in ("office", "table", "text", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_HIDDEN = ("collapse", "filter")
_MOST_COLUMNS, _MOST_ROWS = 1000, 100_000
"""maximum number of times that a cell is repeated, and maximum number of times that a row is repeated.

Empty cells that reach beyond column ``_MOST_COLUMNS`` end the row, and empty rows that reach beyond row ``_MOST_ROWS``
end the sheet."""
_MOST_REPEATED = 5_000_000
"""maximum number of characters that the repetitions of cells and rows in a file may add"""


class _Repeats:
    """Counts the characters that a file repeats, because a file of a kilobyte can repeat a cell a billion times.

    Args:
        source: the path of the file.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._left = _MOST_REPEATED

    def add(self, characters: int) -> None:
        """Count characters that the file repeats.

        Raises:
            ReadingError: the file repeats too many characters.
        """
        self._left -= characters
        if self._left < 0:
            raise ReadingError(
                Message(
                    "表格太大：{source}（重复的单元格太多）。请删去多余的行和列，再另存为 xlsx", source=self._source
                )
            )


def open_spreadsheet_text(content: bytes, source: str) -> ExtractedText:
    """Return the records of the visible sheets of a file, with the values as they are displayed.

    Hidden sheets, rows and columns are left out; a last record states how many, unless the text has no records.

    Raises:
        ReadingError: the file is damaged or too large; ``source`` names it in the message.
    """
    repeats = _Repeats(source)
    try:
        root = _root(content)
        tables = [] if root is None else root.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
        if root is None or not tables:
            raise ValueError("no sheet")
        unseen = _hidden_styles(root)
        shown = [table for table in tables if table.get(f"{_TABLE}style-name") not in unseen]
        read = [_sheet(table, repeats) for table in shown]
    except ReadingError:
        raise
    except Exception as error:
        # A damaged file can make zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("表格打不开：{source}（文件损坏或不是 ods）。请打开后另存为 xlsx", source=source)
        ) from error
    sheets = [sheet for sheet, _ in read]
    hidden = HiddenParts(
        len(tables) - len(shown), sum(hidden.rows for _, hidden in read), sum(hidden.columns for _, hidden in read)
    )
    has_several = sum(bool(sheet.rows) for sheet in sheets) > 1
    extracted = records_text([replace(sheet, name=sheet.name if has_several else "") for sheet in sheets])
    return replace(with_remark(extracted, hidden), encoding="ods")


def _root(content: bytes) -> "_Element | None":
    if not content.startswith(b"PK"):
        return parse_xml(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Package(archive).xml("content.xml")


def _hidden_styles(root: "_Element") -> set[str | None]:
    """Return the names of the styles whose sheets are not displayed."""
    return {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _sheet(table: "_Element", repeats: _Repeats) -> tuple[Sheet, HiddenParts]:
    rows: list[list[str]] = []
    merged: list[Merged] = []
    hidden_rows: set[int] = set()
    blank = 0
    for row in table.iter(f"{_TABLE}table-row"):
        number = len(rows) + blank
        cells = _cells(row, number, merged, repeats)
        count = min(_count(row, "rows-repeated"), _MOST_ROWS)
        if not cells and number + count > _MOST_ROWS:
            break
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            repeats.add(count - 1)
            hidden_rows.update(range(number, number + count))
        if not cells:
            blank += count
            continue
        repeats.add(blank + (count - 1) * _size(cells))
        rows += [[] for _ in range(blank)]
        rows += [list(cells) for _ in range(count)]
        blank = 0
    sheet = Sheet(table.get(f"{_TABLE}name", ""), rows, tuple(merged), frozenset(hidden_rows))
    return visible_sheet(sheet, set(_hidden_columns(table)))


def _cells(row: "_Element", number: int, merged: list[Merged], repeats: _Repeats) -> list[str]:
    """Return the displayed values of row ``number``, up to its last value; append its merged cells to ``merged``."""
    values: list[str] = []
    blank = 0
    for cell in row.iterchildren(*_CELLS):
        column = len(values) + blank
        down, beside = _count(cell, "rows-spanned"), _count(cell, "columns-spanned")
        if down > 1 or beside > 1:
            merged.append(Merged(number, column, number + down - 1, column + beside - 1))
        text = "\n".join("".join(_texts(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p"))
        count = min(_count(cell, "columns-repeated"), _MOST_COLUMNS)
        if not text:
            if column + count > _MOST_COLUMNS:
                break
            blank += count
            continue
        repeats.add(blank + (count - 1) * _size([text]))
        values += [""] * blank + [text] * count
        blank = 0
    return values


def _size(cells: Sequence[str]) -> int:
    """Return the number of characters of cells with their separators."""
    return sum(map(len, cells)) + len(cells)


def _texts(element: "_Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif child.tag != f"{_OFFICE}annotation":
            yield from _texts(child)
        yield child.tail or ""


def _hidden_columns(table: "_Element") -> Iterator[int]:
    position = 0
    for column in table.iter(f"{_TABLE}table-column"):
        count = min(_count(column, "columns-repeated"), _MOST_COLUMNS)
        if column.get(f"{_TABLE}visibility") in _HIDDEN:
            yield from range(position, position + count)
        position += count


def _count(element: "_Element", name: str) -> int:
    value = element.get(f"{_TABLE}number-{name}", "1")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 9 and int(value) else 1


FLAT_FORMAT = Format(
    suffixes=(".fods",),
    media_type="application/vnd.oasis.opendocument.spreadsheet-flat-xml",
    extract=open_spreadsheet_text,
    holds_records=True,
)
FORMAT = Format(
    suffixes=(".ods",),
    media_type="application/vnd.oasis.opendocument.spreadsheet",
    extract=open_spreadsheet_text,
    package_type="application/vnd.oasis.opendocument.spreadsheet",
    holds_records=True,
)
