"""Find merged cells, formulas without a computed value, and hidden rows and columns of a worksheet.

openpyxl leaves these out when it streams a worksheet. The value of merged cells is stored in the first of them and
applies to all.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_COLUMNS = 16_384
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
    """The merged cells, formulas without a stored value, and hidden rows and columns (from 0) of a worksheet."""

    merged: tuple[Merged, ...]
    formulas: dict[tuple[int, int], str]
    """the text (=A1+B1) of each formula without a stored value, by its row and column, both from 0"""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def sheet_extras(sheet: IO[bytes]) -> SheetExtras:
    """Return the merged cells, the formulas without a value, and the hidden rows and columns of a worksheet.

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
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    tags = ("{*}row", "{*}mergeCell", "{*}f", "{*}col")
    row = 0
    for _, element in etree.iterparse(sheet, tag=tags, resolve_entities=False):
        kind = element.tag.rpartition("}")[2]
        if kind == "f":
            pending.append(element)
            continue
        if kind == "col":
            hidden_columns.update(_hidden_columns(element))
            continue
        formulas |= dict(_formulas(pending, shared))
        pending.clear()
        if kind == "row":
            number = element.get("r", "")
            row = int(number) if number.isdecimal() else row + 1
            hidden_rows |= {row - 1} if _is_hidden(element) else set()
        merged += _merged(element)
        element.clear()
    return SheetExtras(tuple(merged), formulas, frozenset(hidden_rows), frozenset(hidden_columns))


def _formulas(elements: "Sequence[_Element]", shared: dict[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the place and the text of formulas without a value; ``shared`` collects shared formulas by their index."""
    for formula in elements:
        text = shared.setdefault(formula.get("si"), formula.text or "") if formula.get("si") else formula.text
        cell = formula.getparent()
        place = _CELL.fullmatch(cell.get("r", ""))
        if place and not cell.findtext("{*}v") and cell.get("t") != "str":
            yield (int(place[2]) - 1, _column_index(place[1])), f"={text or ''}"


def _merged(element: "_Element") -> Iterator[Merged]:
    """Yield the block of cells that an element merges; nothing for an element that does not merge cells."""
    corners = _CELL.findall(element.get("ref", ""))
    if len(corners) == 2:
        (left, top), (right, bottom) = corners
        yield Merged(int(top) - 1, _column_index(left), int(bottom) - 1, _column_index(right))


def _is_hidden(element: "_Element") -> bool:
    return element.get("hidden", "0") in ("1", "true")


def _hidden_columns(element: "_Element") -> range:
    """Return the columns that an element hides, counted from 0."""
    first, last = element.get("min", ""), element.get("max", "")
    if not _is_hidden(element) or not first.isdecimal() or not last.isdecimal():
        return range(0)
    return range(int(first) - 1, min(int(last), _MOST_COLUMNS))


def without_hidden(
    rows: list[list[str]], merged: Sequence[Merged], hidden_rows: Collection[int], hidden_columns: Collection[int]
) -> tuple[Merged, ...]:
    """Empty the cells of hidden rows and columns in ``rows``; the other cells keep their positions.

    The value of merged cells moves to the first of them that is shown.

    Returns:
        The merged cells; each block begins at the first of its rows and the first of its columns that are shown.
    """
    shown: list[Merged] = []
    for block in merged:
        top = next((row for row in range(block.top, block.bottom + 1) if row not in hidden_rows), block.top)
        left = next((c for c in range(block.left, block.right + 1) if c not in hidden_columns), block.left)
        if (top, left) != (block.top, block.left) and block.top < len(rows) and top < len(rows):
            value = (rows[block.top] + [""] * (block.left + 1))[block.left]
            rows[top] += [""] * (left + 1 - len(rows[top]))
            rows[top][left] = value
        shown.append(Merged(top, left, block.bottom, block.right))
    for number, row in enumerate(rows):
        if number in hidden_rows:
            rows[number] = []
        elif hidden_columns:
            rows[number] = ["" if column in hidden_columns else cell for column, cell in enumerate(row)]
    return tuple(shown)


def header_end(first: int, rows: Sequence[Sequence[str]], merged: Sequence[Merged]) -> int:
    """Return the index of the last row of column names, which begin in row ``first``.

    If a name in row ``first`` is merged over several rows, all these rows have column names. The row after ``first``
    has column names too if a name spans several columns and that row has a value in each of these columns. But if that
    row also has a value under a name of a single column, it is a row of the table.
    """
    blocks = [block for block in merged if block.top == first]
    deepest = max((block.bottom for block in blocks), default=first)
    below = rows[first + 1] if first + 1 < len(rows) else ()
    wide = [block for block in blocks if block.right > block.left]
    has_names = any(len(below) > block.right and all(below[block.left : block.right + 1]) for block in wide)
    spanned = {column for block in wide for column in range(block.left, block.right + 1)}
    pairs = enumerate(zip(rows[first], below, strict=False))
    is_row = any(name and cell and column not in spanned for column, (name, cell) in pairs)
    return max(deepest, first + (has_names and not is_row))


def header_names(rows: Sequence[Sequence[str]], first: int, last: int, merged: Sequence[Merged]) -> list[str]:
    """Return the name of each column: its names in rows ``first`` to ``last``, from top to bottom (联系方式 电话).

    A name that appears twice in a column is taken once. A column without names has an empty name.
    """
    header = [_filled_across(rows[number], number, merged) for number in range(first, min(last + 1, len(rows)))]
    names: list[list[str]] = [[] for _ in range(max(map(len, header)))]
    for row in header:
        for column, value in enumerate(row):
            if value and value not in names[column]:
                names[column].append(value)
    return [" ".join(name) for name in names]


def filled_down(rows: Sequence[Sequence[str]], first: int, merged: Sequence[Merged]) -> Iterator[list[str]]:
    """Yield the rows from ``first`` on; the value of cells merged over several rows is repeated in each merged row."""
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
    """Return whether a row is a single text over several columns, and so a heading of the rows below it."""
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
