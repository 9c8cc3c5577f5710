"""What openpyxl leaves out of a worksheet when it streams: merged cells and formulas that nobody has computed.

The value of merged cells stands in the first of them and is meant for all.
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
    """A block of merged cells; rows and columns counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stands in a worksheet beside its values."""

    merged: tuple[Merged, ...]
    formulas: dict[tuple[int, int], str]
    """row and column, from 0 → a formula without a value, as it is typed: =A1+B1"""


def left_out(sheet: IO[bytes]) -> LeftOut:
    """The merged cells and bare formulas in the XML of a worksheet (ECMA-376 part 1, 18.3.1.55 and 18.3.1.40).

    Raises:
        lxml.etree.XMLSyntaxError: it is damaged.
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
                formulas[int(place[2]) - 1, _column(place[1])] = f"={text or ''}"
        pending.clear()
        corners = _CELL.findall(element.get("ref", ""))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            merged.append(Merged(int(top) - 1, _column(left), int(bottom) - 1, _column(right)))
        element.clear()
    return LeftOut(tuple(merged), formulas)


def header_end(first: int, merged: Sequence[Merged]) -> int:
    """The last row of a header that begins in a row: names that stand over several columns have more names below."""
    begun = [block for block in merged if block.top == first]
    deepest = max((block.bottom for block in begun), default=first)
    return max(deepest, first + any(block.right > block.left for block in begun))


def header_names(rows: Sequence[Sequence[str]], first: int, last: int, merged: Sequence[Merged]) -> list[str]:
    """The names of the columns, each with what stands above it: 联系方式 电话."""
    across = [_across(rows[number], number, merged) for number in range(first, min(last + 1, len(rows)))]
    names: list[list[str]] = [[] for _ in range(max(map(len, across)))]
    for row in across:
        for column, value in enumerate(row):
            if value and value not in names[column]:
                names[column].append(value)
    return [" ".join(name) for name in names]


def filled_down(rows: Sequence[Sequence[str]], first: int, merged: Sequence[Merged]) -> Iterator[list[str]]:
    """The rows from one on, with the value of cells merged over several rows in each of these rows."""
    due: dict[int, list[tuple[int, str]]] = {}
    for block in merged:
        if block.top >= first and block.bottom > block.top and block.top < len(rows):
            value = (list(rows[block.top]) + [""] * (block.left + 1))[block.left]
            for number in range(block.top + 1, min(block.bottom + 1, len(rows))):
                due.setdefault(number, []).append((block.left, value))
    for number in range(first, len(rows)):
        row = list(rows[number])
        for column, value in due.get(number, ()):
            row += [""] * (column + 1 - len(row))
            row[column] = value
        yield row


def is_over_columns(row: int, cells: Sequence[str], merged: Sequence[Merged]) -> bool:
    """Whether a row is nothing but one text over several columns: it heads the rows below it."""
    return sum(map(bool, cells)) == 1 and any(block.top == row and block.right > block.left for block in merged)


def columns_filled(row: int, cells: Sequence[str], merged: Sequence[Merged]) -> list[bool]:
    """Of which columns a row says something, itself or by cells merged over several columns."""
    filled = [bool(cell) for cell in cells]
    for block in merged:
        if block.top == row and block.left < len(cells) and cells[block.left]:
            filled += [False] * (block.right + 1 - len(filled))
            filled[block.left : block.right + 1] = [True] * (block.right + 1 - block.left)
    return filled


def _across(row: Sequence[str], number: int, merged: Sequence[Merged]) -> list[str]:
    cells = list(row)
    for block in merged:
        if block.top == number and block.left < len(cells) and cells[block.left]:
            cells += [""] * (block.right + 1 - len(cells))
            cells[block.left : block.right + 1] = [cells[block.left]] * (block.right + 1 - block.left)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
