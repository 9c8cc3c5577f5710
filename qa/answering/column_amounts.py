"""The amounts in the cells of a table's columns, and the rows whose amounts compare as a question asks."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answering.table_rows import Cell, Row, WholeTable
from qa.language import letters, matching_form
from qa.language.official import AMOUNT_NUMERAL, number_value
from qa.question import Comparison, QuestionFeatures, Relation

_CELL = re.compile(
    rf"(?:约|近|[¥￥$])?\s?(?P<number>-?\d[\d,]*(?:\.\d+)?[百千]?[万亿]*|{AMOUNT_NUMERAL}+)[余多]?\s?(?P<unit>[^\d\s/]{{0,6}})(?:/.{{1,4}})?"
)
_NAMES = frozenset(("路", "号", "号线", "号楼", "班", "组", "届", "期", "室"))
"""words behind a number that make it a name: bus 18路"""
_HEADER_UNIT = re.compile(r"[(](?:单位:?)?(?P<scale>[百千]?[万亿]?)(?P<unit>[^()/]{0,6})(?:/[^()]{1,8})?[)]")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均)")
_LEAST_AMOUNTS = 0.6
"""share of a column's cells that are amounts"""
_NAMED = 1.0
"""a column with this score or more is named by the question, in at least two characters"""
_COMPARES: Mapping[Relation, Callable[[Decimal, Comparison], bool]] = {
    Relation.OVER: lambda value, asked: value > asked.amount,
    Relation.AT_LEAST: lambda value, asked: value >= asked.amount,
    Relation.UNDER: lambda value, asked: value < asked.amount,
    Relation.AT_MOST: lambda value, asked: value <= asked.amount,
    Relation.BETWEEN: lambda value, asked: asked.least <= value <= asked.amount,
}


@dataclass(frozen=True, slots=True)
class SelectedRows:
    """The rows that a comparison selects, in the order of the table."""

    column: str
    cells: tuple[tuple[Row, Cell], ...]
    """each row with the cell that was compared; empty if no row is selected"""
    compared: tuple[Cell, ...]
    """the cells of all rows that were compared"""
    is_named: bool
    """whether the question names the column, rather than only the unit of its amounts"""


@dataclass(frozen=True, slots=True)
class _Amount:
    bare: Decimal
    """the number in the unit of the column"""
    value: Decimal
    """with the scale of the column: 8500 in 总投资（万元） is 85,000,000"""
    unit: str


def column_name(column: str) -> str:
    """Return the name of a column in matching form, without its unit: 总投资 for 总投资（万元）."""
    return letters(_HEADER_UNIT.sub("", matching_form(column)))


def is_amount(cell: Cell) -> bool:
    """Return whether a cell is a number, with or without a unit."""
    return _amount(cell) is not None


def select_rows(question: str, asked: Comparison, table: WholeTable) -> SelectedRows | None:
    """Return the rows of a table that a comparison selects; ``None`` if no column fits the question.

    Args:
        question: as searched for.
        asked: its comparison.
        table: all rows of the table.
    """
    rows = _named_rows(matching_form(question).replace(asked.words, " "), table)
    columns = {name: _amounts(name, rows) for name in table.columns}
    fitting = {name: found for name, found in columns.items() if found and _has_unit(asked.unit, found)}
    if not fitting:
        return None
    scores = {name: _likeness(question, name) for name in fitting}
    column = max(fitting, key=lambda name: scores[name])
    if scores[column] <= 0 and (len(fitting) > 1 or not asked.unit):
        return None
    found = fitting[column]
    return SelectedRows(
        column,
        tuple((row, cell) for row, cell, _ in _selected(asked, found)),
        tuple(cell for _, cell, _ in found),
        scores[column] >= _NAMED,
    )


def _selected(asked: Comparison, found: Sequence[tuple[Row, Cell, _Amount]]) -> list[tuple[Row, Cell, _Amount]]:
    if asked.relation in (Relation.GREATEST, Relation.LEAST):
        choose = max if asked.relation is Relation.GREATEST else min
        wanted = choose(amount.value for _, _, amount in found)
        return [entry for entry in found if entry[2].value == wanted]
    compares = _COMPARES[asked.relation]
    return [entry for entry in found if compares(entry[2].value if asked.is_scaled else entry[2].bare, asked)]


def _named_rows(asked: str, table: WholeTable) -> Sequence[Row]:
    """Return the rows with a cell that the question names (河东区), all rows if there is none, without totals."""
    rows = [row for row in table.rows if not _TOTAL.match(row.cells[0].text)]
    named = [row for row in rows if any(_names(asked, cell) for cell in row.cells)]
    return named or rows


def _names(asked: str, cell: Cell) -> bool:
    value = matching_form(cell.text)
    return len(value) > 1 and value in asked and not is_amount(cell)


def _amounts(column: str, rows: Sequence[Row]) -> list[tuple[Row, Cell, _Amount]]:
    """Return the rows with their amounts in a column; none if the column holds other values."""
    cells = [(row, cell) for row in rows if (cell := row.cell(column))]
    found = [(row, cell, amount) for row, cell in cells if (amount := _amount(cell))]
    return found if found and len(found) >= _LEAST_AMOUNTS * len(cells) else []


def _amount(cell: Cell) -> _Amount | None:
    found = _CELL.fullmatch(matching_form(cell.text))
    if found is None or found["unit"] in _NAMES:
        return None
    try:
        bare = number_value(found["number"])
    except (KeyError, ValueError, ArithmeticError):
        return None
    header = _HEADER_UNIT.search(matching_form(cell.column))
    has_scale = any(scale in found["number"] for scale in "万亿")
    factor = _SCALES.get(header["scale"], 1) if header else 1
    value = bare if has_scale or found["unit"] else bare * factor
    return _Amount(value / factor, value, found["unit"] or (header["unit"] if header else ""))


def _has_unit(unit: str, found: Sequence[tuple[Row, Cell, _Amount]]) -> bool:
    """Return whether amounts may have the unit asked for: they have it, or none is stated."""
    return not unit or any(amount.unit in ("", unit) or amount.unit.endswith(unit) for _, _, amount in found)


def _likeness(question: str, column: str) -> float:
    """Return how far a question names a column: its shared bigrams, and a tenth for the share of its characters."""
    name = column_name(column)
    asked = matching_form(question)
    return len(QuestionFeatures(question).shared(name)) + sum(c in asked for c in name) / (10 * len(name) or 1)
