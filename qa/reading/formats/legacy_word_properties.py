"""The properties of characters and paragraphs in a Word file of the versions 97 to 2003 (MS-DOC).

A property is a *sprm*: a code with an operand. Pages of 512 bytes in the main stream, FKPs, hold the properties of the
runs and paragraphs, by their position in the stream.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Generic, TypeVar

T = TypeVar("T")
_PAGE = 512
_PAGE_NUMBER_BITS = 0x3FFFFF
_FIXED_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""number of bytes of an operand by the three highest bits of its code; 6 has a variable size (2.6.1)"""
_TABLE_DEFINITION = 0xD608
_LEFT_OUT = {0x0800, 0x083C, 0x0837, 0x2A53}
"""codes of the properties deleted (by a tracked change), hidden, struck and doubly struck"""
_ON = (1, 0x81)
_SYMBOL = 0x6A09
_POSITION = 0x2A48
_HUGE_PROPERTIES = 0x6646
"""code whose operand is the offset, in the stream ``Data``, of paragraph properties that do not fit into a page"""
_OUTLINE, _IN_TABLE, _ENDS_ROW, _LEVEL, _NUMBERING = 0x2640, 0x2416, 0x2417, 0x260A, 0x460B
_PARAGRAPH_CODES = {_OUTLINE, _IN_TABLE, _ENDS_ROW, _LEVEL, _NUMBERING}
_BOX = 13
"""size in bytes of the entry for a paragraph: the offset of its properties and an obsolete height"""
_CELL = 20
"""size in bytes of the description of a table cell"""
_CONTINUED = 1
_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Run:
    """The properties of a run of characters."""

    is_left_out: bool = False
    symbol: int = 0
    """the code of the symbol that the run shows in place of its characters; 0 for none"""
    position: int = 0
    """1 for superscript, 2 for subscript, 0 for ordinary characters"""


@dataclass(frozen=True, slots=True)
class RowCell:
    """The place of a cell in a table."""

    left: int
    """its left edge, in twentieths of a point"""
    continues: bool
    """whether it is merged with the cell above"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The properties of a paragraph."""

    style: int = 0
    outline: int | None = None
    """0 to 8 for the levels of a heading, 9 for body text; ``None`` if the style decides"""
    is_in_table: bool = False
    ends_row: bool = False
    numbering: int | None = None
    """the number of its list, from 1; 0 for no list, ``None`` if the style decides"""
    level: int = 0
    cells: tuple["RowCell", ...] = ()
    """the cells of the row that the paragraph ends"""


@dataclass(slots=True)
class PropertyTable(Generic[T]):
    """Properties by position in the main stream.

    ``values[i]`` applies from ``starts[i]`` to before ``ends[i]``, and ``default`` applies elsewhere.
    """

    default: T
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[T] = field(default_factory=list)

    def at(self, position: int) -> T:
        """Return the properties at a position."""
        index = bisect_right(self.starts, position) - 1
        return self.values[index] if index >= 0 and position < self.ends[index] else self.default

    def next_change(self, position: int) -> int:
        """Return the next position after ``position`` at which other properties may begin, or ``_NEVER``."""
        index = bisect_right(self.starts, position)
        begin = self.starts[index] if index < len(self.starts) else _NEVER
        end = self.ends[index - 1] if index else 0
        return min(begin, end) if end > position else begin

    def sort(self) -> None:
        """Put the ranges in order of their beginnings."""
        order = sorted(range(len(self.starts)), key=self.starts.__getitem__)
        self.starts = [self.starts[index] for index in order]
        self.ends = [self.ends[index] for index in order]
        self.values = [self.values[index] for index in order]


def run_properties(main: bytes, pages: bytes) -> PropertyTable[Run]:
    """Return the properties of the runs.

    Args:
        main: the stream ``WordDocument``.
        pages: the table of the pages that hold the properties (PlcBteChpx).
    """
    table = PropertyTable(Run())
    for page, start, end, number, count in _entries(main, pages):
        offset = 2 * page[4 * (count + 1) + number]
        run = _run(page[offset + 1 : offset + 1 + page[offset]]) if offset else table.default
        if run != table.default:
            table.starts.append(start)
            table.ends.append(end)
            table.values.append(run)
    table.sort()
    return table


def paragraph_properties(main: bytes, pages: bytes, data: bytes) -> PropertyTable[Paragraph]:
    """Return the properties of the paragraphs.

    Args:
        main: the stream ``WordDocument``.
        pages: the table of the pages that hold the properties (PlcBtePapx).
        data: the stream ``Data``.
    """
    table = PropertyTable(Paragraph())
    for page, start, end, number, count in _entries(main, pages):
        offset = 2 * page[4 * (count + 1) + _BOX * number]
        if not offset or offset >= _PAGE - 2:
            continue
        size = 2 * page[offset] - 1
        if size < 0:
            offset, size = offset + 1, 2 * page[offset + 1]
        properties = page[offset + 1 : offset + 1 + size]
        if len(properties) >= 2:
            table.starts.append(start)
            table.ends.append(end)
            table.values.append(paragraph(unpack_from("<H", properties)[0], properties[2:], data))
    table.sort()
    return table


def _entries(main: bytes, pages: bytes) -> Iterator[tuple[bytes, int, int, int, int]]:
    """Yield for each entry: page, start and end in the main stream, index of the entry, entry count of the page.

    Damaged pages and entries without characters are left out.
    """
    count = max(0, (len(pages) - 4) // 8)
    for (page_number,) in (unpack_from("<I", pages, 4 * (count + 1) + 4 * n) for n in range(count)):
        begin = (page_number & _PAGE_NUMBER_BITS) * _PAGE
        page = main[begin : begin + _PAGE]
        if len(page) < _PAGE or 4 * (page[-1] + 1) > _PAGE:
            continue
        entries = page[-1]
        positions = unpack_from(f"<{entries + 1}I", page)
        for number in range(entries):
            if 4 * (entries + 1) + _BOX * number < _PAGE and positions[number] < positions[number + 1]:
                yield page, positions[number], positions[number + 1], number, entries


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the code and the operand of each property (MS-DOC 2.6.1).

    In damaged bytes, the last operand may be cut off; a property whose size is missing is left out.
    """
    position = 0
    while position + 2 <= len(properties):
        (code,) = unpack_from("<H", properties, position)
        position += 2
        size = _FIXED_SIZES.get(code >> 13)
        if code == _TABLE_DEFINITION:
            if position + 2 > len(properties):
                return
            size = unpack_from("<H", properties, position)[0] - 1
            position += 2
        elif size is None:
            if position >= len(properties):
                return
            size = properties[position]
            position += 1
        yield code, properties[position : position + max(0, size)]
        position += max(0, size)


def _run(properties: bytes) -> Run:
    symbol = position = 0
    states: dict[int, bool] = {}
    for code, operand in sprms(properties):
        if code in _LEFT_OUT and operand:
            states[code] = operand[0] in _ON
        elif code == _SYMBOL and len(operand) >= 4:
            symbol = unpack_from("<H", operand, 2)[0]
        elif code == _POSITION and operand:
            position = operand[0]
    return Run(any(states.values()), symbol, position)


def paragraph(style: int, properties: bytes, data: bytes = b"") -> Paragraph:
    """Return the properties of a paragraph or of a style.

    Args:
        style: the number of the paragraph's style.
        properties: the bytes of its own properties.
        data: the stream ``Data``.
    """
    values: dict[int, int] = {}
    cells: tuple[RowCell, ...] = ()
    for code, operand in _with_huge_properties(properties, data):
        if code == _TABLE_DEFINITION:
            cells = _row_cells(operand)
        elif code in _PARAGRAPH_CODES and operand:
            values[code] = int.from_bytes(operand[:2], "little")
    return Paragraph(
        style=style,
        outline=values.get(_OUTLINE),
        is_in_table=bool(values.get(_IN_TABLE)),
        ends_row=bool(values.get(_ENDS_ROW)),
        numbering=values.get(_NUMBERING),
        level=values.get(_LEVEL, 0),
        cells=cells,
    )


def _with_huge_properties(properties: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    for code, operand in sprms(properties):
        if code == _HUGE_PROPERTIES and len(operand) >= 4:
            (offset,) = unpack_from("<I", operand)
            if offset + 2 <= len(data):
                (size,) = unpack_from("<H", data, offset)
                yield from sprms(data[offset + 2 : offset + 2 + size])
        else:
            yield code, operand


def _row_cells(definition: bytes) -> tuple[RowCell, ...]:
    """Return the cells of a row from the bytes of its definition (TDefTableOperand, TC80, TCGRF).

    The result is empty if the definition does not state all edges. A cell without a description counts as not merged.
    """
    count = definition[0] if definition else 0
    first = 1 + 2 * (count + 1)
    if len(definition) < first:
        return ()
    edges = unpack_from(f"<{count}h", definition, 1)
    offsets = (first + _CELL * number for number in range(count))
    flags = (unpack_from("<H", definition, at)[0] if at + 2 <= len(definition) else 0 for at in offsets)
    return tuple(RowCell(left, flag >> 5 & 3 == _CONTINUED) for left, flag in zip(edges, flags, strict=True))
