"""The rows of a table that share a value which a question names: 河东区有哪些停车场."""

import re

from qa.answering.table_rows import Cell, Row, WholeTable
from qa.language import matching_form

_ASKS_FOR_ALL = re.compile(r"哪[些几]|都?有(?:什么|啥)|列出")


def rows_by_value(question: str, table: WholeTable) -> tuple[tuple[Row, Cell], ...]:
    """Return the rows that hold a value named in the question, each with its cell that holds the value.

    The result is empty unless the question asks for several things (哪些, 都有什么) and at least two rows match: a
    value of one row names that row, not a group. Single characters and plain numbers do not count as values. If the
    question names values of several columns, a row must hold one of the named values of each column; the cell is that
    of the column whose value is found first, row by row.

    Args:
        question: the form of the question that was searched for.
        table: all rows of the table.
    """
    asked = matching_form(question)
    if not _ASKS_FOR_ALL.search(asked):
        return ()
    named: dict[str, set[str]] = {}
    for row in table.rows:
        for cell in row.cells:
            if len(cell.text) > 1 and matching_form(cell.text) in asked and not cell.text.isdecimal():
                named.setdefault(cell.column, set()).add(cell.text)
    if not named:
        return ()
    column = next(iter(named))
    rows = [row for row in table.rows if all(_holds(row, *group) for group in named.items())]
    found = tuple((row, held) for row in rows if (held := row.cell(column)))
    return found if len(found) > 1 else ()


def _holds(row: Row, column: str, values: set[str]) -> bool:
    cell = row.cell(column)
    return cell is not None and cell.text in values
