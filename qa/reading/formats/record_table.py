"""Turn spreadsheets into a text of records, in which each row becomes lines of the form 列名：值."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.language.official import YEAR_AND_MONTH
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.merged_cells import (
    columns_filled,
    filled_down,
    header_end,
    header_names,
    is_over_columns,
)
from qa.reading.formats.sheet_tables import Sheet, form_records, is_form, tables_of
from qa.types import Record, Span

_LONGEST_TITLE = 60
_ROWS_SEARCHED = 20
"""number of rows with several values to search for the column names"""
_LEAST_NAMED = 0.75
"""minimum share of columns that have a name in a row of column names with gaps"""
_STATEMENT = re.compile(rf"[^（(：:]{{2,10}}[：:]\s*\S|{YEAR_AND_MONTH}")
"""matches the beginning of a cell that states a fact about the table and is not a name: 制表单位：市府办, 2020年5月"""
_NOTE = re.compile(r"[*※（(]?(?:备?注|附注|(?:填[表报写])?说明)\s*\d*\s*[:：.、]")
"""matches the beginning of a row that is a note on the table: 注：以上为月标准"""


def records_text(sheets: Sequence[Sheet]) -> ExtractedText:
    """Return the records of sheets, separated by blank lines.

    If only one sheet has rows, the title of its first table is the title of the text. The heading path of a record has
    the name of its sheet, unless the name is empty, and the number of its row in the sheet. A sheet may hold several
    tables below each other, and forms with a label beside each value.
    """
    texts: list[str] = []
    records: list[Record] = []
    position = 0
    filled = [_without_line_ends(sheet) for sheet in sheets if sheet.rows]
    titles: list[str] = []
    for sheet in filled:
        for first, table in tables_of(sheet, _header_row):
            is_of_labels = is_form(table.rows)
            header = None if is_of_labels else _header_row(table)
            titles.append(_title(table.rows[:header]))
            lines = form_records(table.rows) if is_of_labels else _record_texts(table, header)
            for number, text in lines:
                row = f"第 {first + number} 行"
                path = (sheet.name, row) if sheet.name else (row,)
                records.append(Record(Span(position, position + len(text)), path))
                texts.append(text)
                position += len(text) + 2
    title = titles[0] if len(filled) == 1 and titles else ""
    return ExtractedText("\n\n".join(texts), title, records=tuple(records))


def _without_line_ends(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=[[" ".join(cell.split()) for cell in row] if row else row for row in sheet.rows])


def _title(above: Sequence[Sequence[str]]) -> str:
    """Return the title of a table: the only text in the first row above the column names that has a value.

    The result is empty if this row has several texts, or if its text is longer than ``_LONGEST_TITLE``.
    """
    cells = [cell for cell in next(filter(any, above), ()) if cell]
    return cells[0] if len(cells) == 1 and len(cells[0]) <= _LONGEST_TITLE else ""


def _header_row(sheet: Sheet) -> int | None:
    """Return the number, from 0, of the row with the column names; ``None`` if at most one cell has a value.

    Rows above it state the title, the author and the date of the table. They have fewer cells than the table, gaps
    between their cells, or cells that are statements.
    """
    counts = [sum(map(bool, row)) if row else 0 for row in sheet.rows]
    several = [row for row, count in enumerate(counts) if count > 1]
    if not several:
        filled = [row for row, count in enumerate(counts) if count]
        return filled[0] if len(filled) > 1 else None
    frequency = Counter(counts[row] for row in several)
    usual = max(frequency, key=lambda count: (frequency[count], count))
    as_wide: list[int] = []
    for row in several[:_ROWS_SEARCHED]:
        columns = columns_filled(row, sheet.rows[row], sheet.merged)
        first, last = columns.index(True), len(columns) - columns[::-1].index(True)
        is_wide = sum(columns) >= usual
        # A name over several columns leaves a gap in a CSV file, which cannot merge cells.
        spans_table = first == 0 and last >= usual and sum(columns) >= _LEAST_NAMED * usual
        has_no_gap = (all(columns[first:last]) or spans_table) and 2 * sum(columns) > usual
        if not any(map(_STATEMENT.match, sheet.rows[row])) and (is_wide or has_no_gap):
            return row
        as_wide += [row] if is_wide else []
    return as_wide[0] if as_wide else several[0]


def _record_texts(sheet: Sheet, first: int | None) -> Iterator[tuple[int, str]]:
    """Yield for each row below the column names its number in ``sheet``, from 1, and its text.

    The rows above the column names come first, as one record. If ``first``, the index of the first row with column
    names, is ``None``, all rows are this record.
    """
    above = [(number, row) for number, row in enumerate(sheet.rows[:first], start=1) if any(row)]
    if above:
        yield above[0][0], "\n".join(" ".join(filter(None, row)) for _, row in above)
    if first is None:
        return
    last = header_end(first, sheet.rows, sheet.merged)
    header = header_names(sheet.rows, first, last, sheet.merged)
    for number, row in enumerate(filled_down(sheet.rows, last + 1, sheet.merged), start=last + 1):
        if not any(row):
            continue
        names = header + [""] * (len(row) - len(header))
        is_note = sum(map(bool, row)) == 1 and _NOTE.match("".join(row)) is not None
        if is_note or is_over_columns(number, row, sheet.merged):
            names = [""] * len(row)
        fields = [f"{name}：{cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell]
        yield number + 1, "\n".join(fields)
