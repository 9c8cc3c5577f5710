"""Merged cells and formulas without a computed value, which openpyxl leaves out when it streams a worksheet.

The value of merged cells is stored in the first of them and applies to all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells; rows and columns are counted from 0, and the last ones are included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """The merged cells and uncomputed formulas of a worksheet."""

    merged: tuple[Merged, ...]
    formulas: dict[tuple[int, int], str]
    """row and column, from 0 → a formula without a value, as it is typed: =A1+B1"""


def sheet_extras(sheet: IO[bytes]) -> SheetExtras:
    """Return the merged cells and the formulas without a value of a worksheet.

    Args:
        sheet: the XML of the worksheet (ECMA-376 part 1, 18.3.1.55 and 18.3.1.40).

    Raises:
        lxml.etree.XMLSyntaxError: the XML is damaged.
    """
    from lxml import etree

    merged: list[Merged] = []
    formulas: dict[tuple[int, int], str] = {}
    shared: dict[str, str] = {}
    pending: list[_Element] = []
    for _, element in etree.iterparse(sheet, tag=("{*}row", "{*}mergeCell", "{*}f"), resolve_entities=False):
        if element.tag.endswith("}f"):
            pending.append(element)
            continue
        for formula in pending:
            text = shared.setdefault(formula.get("si"), formula.text or "") if formula.get("si") else formula.text
            cell = formula.getparent()
            place = _CELL.fullmatch(cell.get("r", ""))
            if place and not cell.findtext("{*}v") and cell.get("t") != "str":
                formulas[int(place[2]) - 1, _column_index(place[1])] = f"={text or ''}"
        pending.clear()
        corners = _CELL.findall(element.get("ref", ""))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            merged.append(Merged(int(top) - 1, _column_index(left), int(bottom) - 1, _column_index(right)))
        element.clear()
    return SheetExtras(tuple(merged), formulas)


def header_end(first: int, merged: Sequence[Merged]) -> int:
    """Return the last row of a header that begins in row ``first``.

    A name over several columns has further names in the row below it.
    """
    blocks = [block for block in merged if block.top == first]
    deepest = max((block.bottom for block in blocks), default=first)
    return max(deepest, first + any(block.right > block.left for block in blocks))


def header_names(rows: Sequence[Sequence[str]], first: int, last: int, merged: Sequence[Merged]) -> list[str]:
    """Return the name of each column, with the names that stand above it: 联系方式 电话."""
    header = [_filled_across(rows[number], number, merged) for number in range(first, min(last + 1, len(rows)))]
    names: list[list[str]] = [[] for _ in range(max(map(len, header)))]
    for row in header:
        for column, value in enumerate(row):
            if value and value not in names[column]:
                names[column].append(value)
    return [" ".join(name) for name in names]


def filled_down(rows: Sequence[Sequence[str]], first: int, merged: Sequence[Merged]) -> Iterator[list[str]]:
    """Yield the rows from ``first`` on; the value of cells merged over several rows is repeated in each of them."""
    covered: dict[int, list[tuple[int, str]]] = {}
    for block in merged:
        if block.top >= first and block.bottom > block.top and block.top < len(rows):
            value = (list(rows[block.top]) + [""] * (block.left + 1))[block.left]
            for number in range(block.top + 1, min(block.bottom + 1, len(rows))):
                covered.setdefault(number, []).append((block.left, value))
    for number in range(first, len(rows)):
        row = list(rows[number])
        for column, value in covered.get(number, ()):
            row += [""] * (column + 1 - len(row))
            row[column] = value
        yield row


def is_over_columns(row: int, cells: Sequence[str], merged: Sequence[Merged]) -> bool:
    """Return whether a row is a single text over several columns, which heads the rows below it."""
    return sum(map(bool, cells)) == 1 and any(block.top == row and block.right > block.left for block in merged)


def columns_filled(row: int, cells: Sequence[str], merged: Sequence[Merged]) -> list[bool]:
    """Return for each column whether a row has a value in it, including values merged over several columns."""
    return list(map(bool, _filled_across(cells, row, merged)))


def _filled_across(row: Sequence[str], number: int, merged: Sequence[Merged]) -> list[str]:
    """Return a row with the value of cells merged over several columns in each of these columns."""
    cells = list(row)
    for block in merged:
        if block.top == number and block.left < len(cells) and cells[block.left]:
            cells += [""] * (block.right + 1 - len(cells))
            cells[block.left : block.right + 1] = [cells[block.left]] * (block.right + 1 - block.left)
    return cells


def _column_index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
