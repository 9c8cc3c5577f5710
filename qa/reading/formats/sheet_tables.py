"""Find the tables of a spreadsheet: several below each other on a sheet, and forms with a label beside each value."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.reading.formats.merged_cells import Merged

_NUMERIC = re.compile(r"[-+¥￥$€]?[\d,.:/：年月日时分%‰()（） ]*\d[\d,.:/：年月日时分秒%‰()（） 元万亿个]*")
_LABEL = re.compile(
    r".{0,8}(?:名称|姓名|性别|年龄|民族|职务|职称|学历|专业|籍贯|面貌|身份证号?码?|机构|部门|单位|主体|地点|地址|住址|电话|手机"
    r"|时限|期限|有效期|依据|条件|材料|流程|程序|对象|时间|日期|费用|收费|标准|方式|类型|类别|编码|编号|代码|邮箱|邮编|网址|联系人"
    r"|负责人|经办人|备注|内容|范围|性质|结果|渠道|窗口|数量|金额|说明)[:：]?"
)
_LEAST_LABELS = 0.6
"""minimum share of labels among the cells of label columns in a form"""
_LEAST_ROWS = 3
_MOST_ROWS = 200
"""maximum number of rows of a form; longer tables are lists"""
_MOST_SEARCHED = 50
"""number of rows of a block to examine for its kind"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet, with its merged cells."""

    name: str
    rows: list[list[str]]
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    """the indices of hidden rows; if such a row is empty, it does not separate tables"""


def tables_of(sheet: Sheet, header_row: Callable[[Sheet], int | None]) -> Iterator[tuple[int, Sheet]]:
    """Yield pairs for the tables of a sheet: the number of rows above the table, and the table as a sheet.

    A table ends at an empty row if the rows below have column names of their own.

    Args:
        sheet: the sheet.
        header_row: returns the index of the row with the column names of a table; ``None`` if it has none.
    """
    begins = [0]
    header = header_row(sheet)
    names = set(sheet.rows[header]) - {""} if header is not None else set()
    for row in range((header or 0) + 2, len(sheet.rows)):
        is_empty_above = not any(sheet.rows[row - 1]) and row - 1 not in sheet.hidden_rows
        if is_empty_above and any(sheet.rows[row]) and _has_names(_block(sheet.rows, row), names):
            begins.append(row)
    for first, end in zip(begins, [*begins[1:], len(sheet.rows)], strict=True):
        merged = (
            Merged(block.top - first, block.left, block.bottom - first, block.right)
            for block in sheet.merged
            if first <= block.top < end
        )
        hidden = frozenset(row - first for row in sheet.hidden_rows)
        yield first, replace(sheet, rows=sheet.rows[first:end], merged=tuple(merged), hidden_rows=hidden)


def _block(rows: Sequence[list[str]], first: int) -> list[list[str]]:
    """Return the rows from ``first`` up to the next empty one, and at most ``_MOST_SEARCHED``."""
    block: list[list[str]] = []
    for row in rows[first : first + _MOST_SEARCHED]:
        if not any(row):
            break
        block.append(row)
    return block


def _has_names(block: Sequence[list[str]], names: set[str]) -> bool:
    """Return whether a block begins with column names: texts above numbers, or the names of the first table again.

    A first row with a single text may be a title and is skipped.
    """
    if block and sum(map(bool, block[0])) == 1:
        block = block[1:]
    if len(block) < 2:
        return False
    header = [cell for cell in block[0] if cell]
    if len(header) < 2 or len(set(header)) < len(header) or any(map(_NUMERIC.fullmatch, header)):
        return False
    if 2 * len(names.intersection(header)) > len(header):
        return True
    return any(
        cell and all(len(row) > column and _NUMERIC.fullmatch(row[column]) for row in block[1:])
        for column, cell in enumerate(block[0])
    )


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether rows are a form: every other column holds labels (办理时限), each beside a value (20个工作日).

    A single row is enough if all labels end with a colon (姓名：) and no value does.
    """
    if len(rows) > _MOST_ROWS:
        return False
    several = [row for row in rows if sum(map(bool, row)) > 1]
    labels = [cell for row in several for cell in row[::2] if cell]
    values = [cell for row in several for cell in row[1::2] if cell]
    if not labels or not values:
        return False
    if all(map(_ends_with_colon, labels)) and not any(map(_ends_with_colon, values)):
        return True
    if len(several) < _LEAST_ROWS or len(set(labels)) < len(labels):
        return False
    found = sum(_LABEL.fullmatch(label) is not None for label in labels)
    # In a header row, each label stands above a column and not beside a value.
    in_values = sum(_LABEL.fullmatch(value) is not None for value in values)
    first_column = [row[0] for row in several if row[0]]
    in_first = sum(_LABEL.fullmatch(cell) is not None for cell in first_column)
    return (
        found >= _LEAST_LABELS * len(labels)
        and in_first >= _LEAST_LABELS * len(first_column)
        and 2 * in_values < len(values)
    )


def _ends_with_colon(cell: str) -> bool:
    return cell.endswith((":", "："))


def form_records(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield for each row of a form that is not empty its number, from 1, and its text: a line label：value per pair."""
    for number, row in enumerate(rows, start=1):
        cells = list(row)
        if sum(map(bool, cells)) < 2:
            pairs = list(filter(None, cells))
        else:
            cells += [""] * (len(cells) % 2)
            pairs = [
                f"{label.rstrip(':：')}：{value}" if label and value else label or value
                for label, value in zip(cells[::2], cells[1::2], strict=True)
                if label or value
            ]
        if pairs:
            yield number, "\n".join(pairs)
