"""Put recognised texts in reading order: lines, columns and table rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from qa.reading.formats.column_order import in_columns
from qa.reading.formats.invisible import without_invisible
from qa.reading.formats.letterspacing import close_up
from qa.reading.formats.page_columns import page_blocks
from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.recognition.page_turn import PlacedText
from qa.reading.recognition.ruled_tables import RuledTable

_SAME_LINE = 0.5
"""minimum vertical overlap of two texts on one line, relative to the smaller height"""
_WORD_GAP, _COLUMN_GAP = 0.5, 1.5
"""minimum gaps between two words and between two columns, in text heights"""
_SAME_HEIGHT = 0.2
"""maximum relative difference in height between boxes of letters of the same size"""
_FULL_WIDTH = {":": "：", ",": "，", ";": "；", "!": "！", "?": "？"}
_HALF_WIDTH = re.compile("(?<=[\u4e00-\u9fff）》”])[:,;!?](?![0-9A-Za-z])")
_BRACKETED = re.compile("[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]")
_ROW_COLUMNS = 3
"""number of columns from which a printed line counts as a table row"""


def placed_lines(
    texts: Sequence[PlacedText], tables: Sequence[RuledTable], points: float, height: int
) -> list[PrintedLine]:
    """Return the lines of a level page; the cells of a table row are divided by tabs.

    Args:
        texts: the texts of the page.
        tables: the ruled tables of the page.
        points: number of points per pixel.
        height: the height of the page in pixels.
    """
    inside: list[list[PlacedText]] = [[] for _ in tables]
    outside: list[PlacedText] = []
    for text in texts:
        for part, number in _parts_in_tables(text, tables):
            (outside if number is None else inside[number]).append(part)
    lines = _of_usual_height(_text_lines(outside, points, height))
    for table, cells in zip(tables, inside, strict=True):
        lines = _with_rows(lines, list(_rows(table, cells, points, height)))
    return lines


def _of_usual_height(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Give lines of nearly the usual height exactly this height, because the boxes around letters vary."""
    usual = median(line.height for line in lines) if lines else 0.0
    return [
        replace(line, top=line.bottom + usual) if abs(line.height - usual) < _SAME_HEIGHT * usual else line
        for line in lines
    ]


def _parts_in_tables(text: PlacedText, tables: Sequence[RuledTable]) -> Iterator[tuple[PlacedText, int | None]]:
    """Yield a text outside tables with ``None``, or the parts of a text in a table with the number of the table.

    A text in a table has several parts if it runs over the rules between cells.
    """
    middle = (text.top + text.bottom) / 2
    for number, table in enumerate(tables):
        if table.place((text.left + text.right) / 2, middle):
            yield from ((part, number) for part in _divided(text, table))
            return
    yield text, None


def _divided(text: PlacedText, table: RuledTable) -> Iterator[PlacedText]:
    """Yield the parts of a text that runs over rules between cells, or else the whole text."""
    middle = (text.top + text.bottom) / 2
    rest = text
    for rule in table.columns[1:-1]:
        here, there = table.place(rule - 1, middle), table.place(rule, middle)
        is_border = here and there and table.cells[here[0]][here[1]] != table.cells[there[0]][there[1]]
        if not is_border or rule - rest.left < text.size or rest.right - rule < text.size:
            continue
        count = round(len(rest.text) * (rule - rest.left) / (rest.right - rest.left))
        yield replace(rest, text=rest.text[:count], right=rule - 1)
        rest = replace(rest, text=rest.text[count:], left=rule + 1)
    yield rest


def _rows(table: RuledTable, texts: Sequence[PlacedText], points: float, height: int) -> Iterator[PrintedLine]:
    """Yield the rows of a table that have text.

    The text of a merged cell stands in each of its rows and columns. A cell that is as wide as the table is a line of
    its own, without tabs.
    """
    contents: dict[int, list[PlacedText]] = {}
    for text in texts:
        place = table.place((text.left + text.right) / 2, (text.top + text.bottom) / 2)
        if place:
            contents.setdefault(table.cells[place[0]][place[1]], []).append(text)
    cells = {number: "".join(_joined(line) for line in _on_lines(found)) for number, found in contents.items()}
    for (top, bottom), numbers in zip(pairwise(table.rows), table.cells, strict=True):
        row = [cells.get(number, "") for number in numbers]
        merged = [before == number for before, number in pairwise(numbers)]
        if not any(row):
            continue
        # A line across the whole table is a heading inside it, not a row.
        content = row[0] if all(merged) else "\t".join(row)
        low, high = (height - bottom) * points, (height - top) * points
        left, right = table.columns[0] * points, table.columns[-1] * points
        yield PrintedLine(content, left, right, low, high, max(_ROW_COLUMNS, len(row)))


def _with_rows(lines: list[PrintedLine], rows: list[PrintedLine]) -> list[PrintedLine]:
    """Insert the rows of a table before the first line below the table, and return all lines."""
    if not rows:
        return lines
    below = next((n for n, line in enumerate(lines) if line.top <= rows[0].top and line.right > rows[0].left), None)
    place = len(lines) if below is None else below
    return [*lines[:place], *rows, *lines[place:]]


def _text_lines(texts: Sequence[PlacedText], points: float, height: int) -> list[PrintedLine]:
    rows = _on_lines(texts)
    by_column = _printed_lines(in_columns(rows), points, height)
    # Only columns of text are read one after the other; the cells of a table belong together.
    return by_column if len(page_blocks([by_column])[0]) > 1 else _printed_lines(rows, points, height)


def _on_lines(texts: Sequence[PlacedText]) -> list[list[PlacedText]]:
    """Return texts from top to bottom, those on one line together and from left to right."""
    lines: list[list[PlacedText]] = []
    for text in sorted(texts, key=lambda text: text.top + text.bottom):
        last = lines[-1][-1] if lines else None
        overlap = min(last.bottom, text.bottom) - max(last.top, text.top) if last else 0.0
        if last and overlap > _SAME_LINE * min(last.size, text.size):
            lines[-1].append(text)
        else:
            lines.append([text])
    return [sorted(line, key=lambda text: text.left) for line in lines]


def _printed_lines(lines: Iterable[Sequence[PlacedText]], points: float, height: int) -> list[PrintedLine]:
    return [_printed_line(line, points, height) for line in lines]


def _printed_line(texts: Sequence[PlacedText], points: float, height: int) -> PrintedLine:
    gaps = [(after.left - before.right) / max(before.size, 1.0) for before, after in pairwise(texts)]
    columns = 1 + sum(gap > _COLUMN_GAP for gap in gaps)
    cells = columns >= _ROW_COLUMNS
    return PrintedLine(
        _joined(texts, "\t" if cells else " "),
        texts[0].left * points,
        max(text.right for text in texts) * points,
        (height - max(text.bottom for text in texts)) * points,
        (height - min(text.top for text in texts)) * points,
        columns,
    )


def _joined(texts: Sequence[PlacedText], column_mark: str = " ") -> str:
    """Return the texts of a line as one, with a blank between words and ``column_mark`` between columns."""
    joined = tidy(texts[0].text)
    for before, after in pairwise(texts):
        gap = (after.left - before.right) / max(before.size, 1.0)
        joined += (column_mark if gap > _COLUMN_GAP else " " if gap > _WORD_GAP else "") + tidy(after.text)
    return joined


def tidy(text: str) -> str:
    """Return a text without blanks between Chinese characters, with the punctuation of Chinese text in full width."""
    closed = close_up(" ".join(without_invisible(text).split()))
    bracketed = _BRACKETED.sub(r"（\1）", closed)
    return _HALF_WIDTH.sub(lambda match: _FULL_WIDTH[match[0]], bracketed)
