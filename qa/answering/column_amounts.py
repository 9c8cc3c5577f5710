"""The amounts in a table's cells, and the rows whose amounts meet the comparison in a question, such as 超过300元."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial

from qa.answering.table_rows import Cell, Row, WholeTable
from qa.language import letters, matching_form
from qa.language.official import AMOUNT_NUMERAL, number_value
from qa.question import Comparison, QuestionFeatures, Relation

_CELL = re.compile(
    rf"(?:约|近|[¥￥$])?\s?(?P<number>-?\d[\d,]*(?:\.\d+)?[百千]?[万亿]*|{AMOUNT_NUMERAL}+)[余多]?\s?(?P<unit>[^\d\s/]{{0,6}})(?:/.{{1,4}})?"
)
_NAMES = frozenset(("路", "号", "号线", "号楼", "班", "组", "届", "期", "室"))
"""words after a number that make it a name: bus 18路"""
_HEADER_UNIT = re.compile(r"[(](?:单位:?)?(?P<scale>[百千]?[万亿]?)(?P<unit>[^()/]{0,6})(?:/[^()]{1,8})?[)]")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均)")
_NO_AMOUNTS = re.compile("电话|手机|号码|编号|序号|代码|邮编")
"""names of columns whose numbers are not compared"""
_LEAST_AMOUNTS = 0.6
"""least share of a column's cells that must be amounts for the column to be compared"""
_NAMED = 1.0
"""a column with this score or more counts as named by the question; it shares at least one bigram with the question"""
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
    """the compared cells of all rows, also of those that are not selected"""
    is_named: bool
    """whether the question names the column, rather than only the unit of its amounts"""


@dataclass(frozen=True, slots=True)
class _Amount:
    bare: Decimal
    """the number in the unit of the column"""
    value: Decimal
    """the number times the scale of the column: 8500 in 总投资（万元） is 85,000,000"""
    unit: str


def column_name(column: str) -> str:
    """Return the name of a column in matching form, without its unit: 总投资 for 总投资（万元）."""
    return letters(_HEADER_UNIT.sub("", matching_form(column)))


def is_amount(cell: Cell) -> bool:
    """Return whether a cell is a number, with or without a unit."""
    return _amount(matching_form(cell.text), cell.column) is not None


def select_rows(question: str, asked: Comparison, table: WholeTable) -> SelectedRows | None:
    """Return the rows of a table that a comparison selects.

    A column fits if most of its cells are amounts and at least one of them has the unit asked for or states no unit.
    Returns ``None`` if no column fits. It also returns ``None`` if the question names no column that fits, unless the
    question states a unit and only one column fits.

    Args:
        question: the form of the question that was searched for.
        asked: the comparison in the question.
        table: all rows of the table.
    """
    rows = _named_rows(matching_form(question).replace(asked.words, " "), table)
    scores = {name: _likeness(question, name) for name in table.columns if not _NO_AMOUNTS.search(name)}
    cells = _by_column(rows)
    fitting: dict[str, list[tuple[Row, Cell, _Amount]]] = {}
    # The columns that the question names most come first: a large table has no time for all of them.
    for name in sorted(scores, key=lambda name: -scores[name]):
        if any(scores[fit] > 0 for fit in fitting) or len(fitting) > 1:
            break
        found = _amounts(cells.get(name, ()))
        if found and _has_unit(asked.unit, found):
            fitting[name] = found
    if not fitting:
        return None
    column = next(iter(fitting))
    if scores[column] <= 0 and (len(fitting) > 1 or not asked.unit):
        return None
    found = fitting[column]
    return SelectedRows(
        column,
        tuple((row, cell) for row, cell, _ in _selected(asked, found)),
        tuple(cell for _, cell, _ in found),
        scores[column] >= _NAMED,
    )


def _by_column(rows: Sequence[Row]) -> dict[str, list[tuple[Row, Cell]]]:
    """Map the name of each column to its cells with their rows; of two columns with the same name, the first counts."""
    found: dict[str, list[tuple[Row, Cell]]] = {}
    for row in rows:
        for name, cell in {cell.column: cell for cell in reversed(row.cells)}.items():
            found.setdefault(name, []).append((row, cell))
    return found


def _folded(cells: Sequence[Cell]) -> list[str]:
    """Return the matching forms of cells, which are made together because that is many times faster."""
    return matching_form("\n".join(cell.text for cell in cells)).split("\n")


def _selected(asked: Comparison, found: Sequence[tuple[Row, Cell, _Amount]]) -> list[tuple[Row, Cell, _Amount]]:
    if asked.relation in (Relation.GREATEST, Relation.LEAST):
        choose = max if asked.relation is Relation.GREATEST else min
        wanted = choose(amount.value for _, _, amount in found)
        return [entry for entry in found if entry[2].value == wanted]
    compares = _COMPARES[asked.relation]
    return [entry for entry in found if compares(entry[2].value if asked.is_scaled else entry[2].bare, asked)]


def _named_rows(asked: str, table: WholeTable) -> Sequence[Row]:
    """Return the rows with a cell that the question names (河东区); all rows if it names none.

    Rows of totals are left out.
    """
    rows = [row for row in table.rows if not _TOTAL.match(row.cells[0].text)]
    if not rows:
        return rows
    folded = iter(_folded([cell for row in rows for cell in row.cells]))
    forms = [[next(folded) for _ in row.cells] for row in rows]
    named = [row for row, texts in zip(rows, forms, strict=True) if any(map(partial(_names, asked), row.cells, texts))]
    return named or rows


def _names(asked: str, cell: Cell, folded: str) -> bool:
    return len(folded) > 1 and folded in asked and not is_amount(cell)


def _amounts(cells: Sequence[tuple[Row, Cell]]) -> list[tuple[Row, Cell, _Amount]]:
    """Return the rows with their amounts in a column; none if too few of the column's cells are amounts."""
    if not cells:
        return []
    folded = _folded([cell for _, cell in cells])
    found = [
        (row, cell, amount)
        for (row, cell), text in zip(cells, folded, strict=True)
        if (amount := _amount(text, cell.column))
    ]
    return found if len(found) >= _LEAST_AMOUNTS * len(cells) else []


def _amount(folded: str, column: str) -> _Amount | None:
    """Return the amount that a cell states; ``None`` if it states none.

    Args:
        folded: the text of the cell, in matching form.
        column: the name of its column, which may state a scale and a unit.
    """
    found = _CELL.fullmatch(folded)
    if found is None or found["unit"] in _NAMES:
        return None
    try:
        bare = number_value(found["number"])
    except (KeyError, ValueError, ArithmeticError):
        return None
    scale_of_column, unit_of_column = _header_unit(column)
    has_scale = any(scale in found["number"] for scale in "万亿")
    value = bare if has_scale or found["unit"] else bare * scale_of_column
    return _Amount(value / scale_of_column, value, found["unit"] or unit_of_column)


@lru_cache(maxsize=100)
def _header_unit(column: str) -> tuple[int, str]:
    """Return scale and unit in the name of a column: 10,000 and 元 for 总投资（万元）; 1 and "" if it has none."""
    found = _HEADER_UNIT.search(matching_form(column))
    return (_SCALES.get(found["scale"], 1), found["unit"]) if found else (1, "")


def _has_unit(unit: str, found: Sequence[tuple[Row, Cell, _Amount]]) -> bool:
    """Return whether at least one amount has the unit asked for or states no unit; True if no unit is asked for."""
    return not unit or any(amount.unit in ("", unit) or amount.unit.endswith(unit) for _, _, amount in found)


def _likeness(question: str, column: str) -> float:
    """Return a score of how well a question names a column.

    It is the number of bigrams that both share, plus a tenth of the share of the column's characters in the question.
    """
    name = column_name(column)
    asked = matching_form(question)
    return len(QuestionFeatures(question).shared(name)) + sum(c in asked for c in name) / (10 * len(name) or 1)
