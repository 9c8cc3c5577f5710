"""The text objects of an OFD page, joined to printed lines (GB/T 33190-2016, chapter 11)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.reading.formats.column_order import in_columns
from qa.reading.formats.page_columns import page_blocks
from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.formats.raised_digits import PlacedText, is_number, shown_texts
from qa.reading.formats.wrapped_cells import Run, with_wrapped_cells
from qa.reading.formats.xml_parts import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

Matrix = tuple[float, float, float, float, float, float]
"""the coefficients a to f of the transformation x' = a x + c y + e, y' = b x + d y + f"""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_POINTS = 72 / 25.4
"""points in a millimetre"""
_DEEPEST = 16
_MOST_OBJECTS = 200_000
_ASCENT, _DESCENT = 0.86, 0.14
"""height of a character above its baseline, and its depth below the baseline, in character sizes"""
_SAME_LINE = 0.5
"""distance of baselines, in character sizes, below which texts are on the same line"""
_WORD_GAP = 0.3
"""minimum gap between two words, in character sizes"""
_COLUMN_GAP = 1.5
"""minimum gap between two columns, in character sizes"""
_SLANT = 0.02
"""slope of a baseline above which a text is left out: it is a watermark, a seal or turned sideways"""


class TooManyObjectsError(ValueError):
    """Raised when a page expands to more objects than any real page has."""


@dataclass(slots=True)
class PageReader:
    """Read the texts of the pages of one document.

    Args:
        units: the composite objects of the document by their id.
    """

    units: Mapping[str, "_Element"]
    _objects: int = field(default=0)

    def lines(self, contents: Sequence["_Element"], height: float) -> list[PrintedLine]:
        """Return the lines of a page: column by column if it is set in columns, else from top to bottom.

        Args:
            contents: the roots of the page and of its templates.
            height: the height of the page in millimetres.

        Raises:
            TooManyObjectsError: the page expands to too many objects.
        """
        self._objects = 0
        rows = with_wrapped_cells(_rows(list(dict.fromkeys(run for root in contents for run in self._page_runs(root)))))
        by_column = _printed_lines(in_columns(rows), height)
        # Only columns of text are read one after the other; the cells of a table belong together.
        has_columns = len(page_blocks([by_column])[0]) > 1
        return by_column if has_columns else _printed_lines(rows, height)

    def _page_runs(self, root: "_Element") -> Iterator[Run]:
        for content in root.iterchildren("{*}Content"):
            for layer in content.iterchildren("{*}Layer"):
                yield from self._runs(layer, _IDENTITY, 0)

    def _runs(self, parent: "_Element", matrix: Matrix, depth: int) -> Iterator[Run]:
        for element in parent:
            self._objects += 1
            if self._objects > _MOST_OBJECTS:
                raise TooManyObjectsError
            name = local_name(element)
            if element.get("Visible") == "false" or element.get("Alpha") == "0" or depth > _DEEPEST:
                continue
            if name == "TextObject":
                yield from _text_runs(element, _combined(matrix, _own_matrix(element)))
            elif name == "PageBlock":
                yield from self._runs(element, matrix, depth + 1)
            elif name == "CompositeObject":
                unit = self.units.get(element.get("ResourceID", ""))
                for content in unit.iterchildren("{*}Content") if unit is not None else ():
                    yield from self._runs(content, _combined(matrix, _own_matrix(element)), depth + 1)


def _text_runs(element: "_Element", matrix: Matrix) -> Iterator[Run]:
    """Yield the texts of a text object, divided at wide gaps.

    Slanted text is left out. Vertical text is read as a horizontal text with the same beginning.
    """
    a, b, _, d, _, _ = matrix
    if abs(b) > _SLANT * abs(a):
        return
    size = _number(element.get("Size"), 0.0) * (abs(d) or abs(a))
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        text = "".join(code.itertext())
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        steps = _steps(code.get("DeltaX", ""), len(text) - 1)
        left, baseline = a * x + matrix[4], matrix[1] * x + d * y + matrix[5]
        if text.strip():
            yield from _spaced_runs(text, left, [a * step for step in steps], baseline, size)


def _spaced_runs(text: str, left: float, steps: list[float], baseline: float, size: float) -> Iterator[Run]:
    """Split a text at wide gaps and yield the parts.

    All lengths are in millimetres.

    Args:
        text: the text.
        left: its left edge.
        steps: the distances from each character to the next; where a distance is missing, the width of the character
            is taken.
        baseline: its baseline.
        size: the size of its characters.
    """
    begin, position = 0, left
    start = left
    for number, character in enumerate(text):
        width = _width(character, size)
        step = steps[number] if number < len(steps) else width
        is_last = number == len(text) - 1
        if is_last or step - width > _WORD_GAP * size:
            part = text[begin : number + 1]
            if part.strip():
                yield Run(part, round(start, 2), round(position + width, 2), round(baseline, 2), size)
            begin, start = number + 1, position + step
        position += step


def _width(character: str, size: float) -> float:
    return size / 2 if character.isascii() else size


def _steps(deltas: str, count: int) -> list[float]:
    """Return the distances in an attribute DeltaX; ``g 3 2.5`` stands for three times 2.5."""
    steps: list[float] = []
    items = iter(deltas.split())
    for item in items:
        if item == "g":
            repeated, value = next(items, "0"), next(items, "0")
            times = int(repeated) if repeated.isdecimal() else 0
            steps += [_number(value, 0.0)] * min(times, count - len(steps))
        else:
            steps.append(_number(item, 0.0))
        if len(steps) >= count:
            break
    return steps


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the lines of a page from top to bottom, each with its texts from left to right."""
    rows: list[list[Run]] = []
    largest = None
    for run in sorted(runs, key=lambda run: run.baseline):
        if largest and _is_on_line(run, largest):
            rows[-1].append(run)
            largest = max(largest, run, key=lambda run: run.size)
        else:
            rows.append([run])
            largest = run
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _is_on_line(run: Run, largest: Run) -> bool:
    """Return whether a text is on a line, given the line's largest text; small digits may be raised or lowered."""
    smaller = min(run, largest, key=lambda run: run.size)
    other = largest if smaller is run else run
    size = other.size if is_number(smaller.text) else smaller.size
    return abs(run.baseline - largest.baseline) <= _SAME_LINE * size


def _printed_lines(rows: Iterable[Sequence[Run]], height: float) -> list[PrintedLine]:
    return [line for line in (_printed_line(row, height) for row in rows) if line.text]


def _printed_line(runs: Sequence[Run], height: float) -> PrintedLine:
    texts, columns = _placed(runs[0], runs[0].text), 1
    for before, run in pairwise(runs):
        gap = (run.left - before.right) / max(run.size, 0.1)
        columns += gap > _COLUMN_GAP
        texts += _placed(run, f" {run.text}" if gap > _WORD_GAP else run.text)
    return PrintedLine(
        " ".join("".join(shown_texts(texts)).split()),
        runs[0].left * _POINTS,
        max(run.right for run in runs) * _POINTS,
        (height - max(run.baseline + _DESCENT * run.size for run in runs)) * _POINTS,
        (height - min(run.baseline - _ASCENT * run.size for run in runs)) * _POINTS,
        columns,
    )


def _placed(run: Run, text: str) -> list[PlacedText]:
    return [PlacedText(character, run.size, -run.baseline) for character in text]


def _own_matrix(element: "_Element") -> Matrix:
    """Return the transformation of an object: its matrix, then the shift to the place of its box (8.5)."""
    box = _numbers(element.get("Boundary", ""), 4) or [0.0] * 4
    a, b, c, d, e, f = _numbers(element.get("CTM", ""), 6) or _IDENTITY
    return a, b, c, d, e + box[0], f + box[1]


def _combined(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the transformation that applies ``inner`` and then ``outer``."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f


def _numbers(text: str, count: int) -> list[float] | None:
    values = [_number(item, 0.0) for item in text.split()]
    return values if len(values) == count else None


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default
