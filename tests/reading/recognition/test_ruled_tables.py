"""Ruled tables are found by the lines in the picture."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("cv2")

from qa.reading.recognition.ruled_tables import RuledTable, ruled_tables

COLUMNS, ROWS = (200, 600, 1000, 1400), (500, 580, 660, 740)


Boxes = tuple[tuple[int, int, int, int], ...]


def tables(gaps: Boxes = (), width: int = 3, strokes: Boxes = ()) -> list[RuledTable]:
    """Return the tables found in a grid with strokes of letters; its rules inside the boxes ``gaps`` are missing."""
    image = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(image)
    for row in ROWS:
        draw.line((COLUMNS[0], row, COLUMNS[-1], row), fill="black", width=width)
    for column in COLUMNS:
        draw.line((column, ROWS[0], column, ROWS[-1]), fill="black", width=width)
    for box in gaps:
        draw.rectangle(box, fill="white")
    for box in strokes:
        draw.rectangle(box, fill="black")
    return ruled_tables(np.asarray(image))


@pytest.mark.parametrize("width", [1, 3, 6])
def test_the_rows_and_columns_of_a_grid_are_found(width: int) -> None:
    (table,) = tables(width=width)
    assert table.rows == pytest.approx(ROWS, abs=4)
    assert table.columns == pytest.approx(COLUMNS, abs=4)
    assert table.place(700, 600) == (1, 1)
    assert table.place(100, 600) is None
    assert len({cell for row in table.cells for cell in row}) == 9


def test_cells_without_a_rule_between_them_are_merged() -> None:
    (table,) = tables(((210, 570, 590, 590), (590, 670, 610, 730)))
    assert table.cells[0][0] == table.cells[1][0] != table.cells[2][0]
    assert table.cells[2][0] == table.cells[2][1] != table.cells[2][2]


@pytest.mark.parametrize("lefts", [(220, 620, 1020), (220, 300, 620, 700), (620, 700, 780)])
@pytest.mark.parametrize("heights", [(520,), (530, 560, 690)])
def test_the_strokes_of_large_letters_are_no_rules(lefts: Sequence[int], heights: Sequence[int]) -> None:
    (table,) = tables(strokes=tuple((left, height, left + 60, height + 4) for left in lefts for height in heights))
    assert table.rows == pytest.approx(ROWS, abs=4)


def test_a_page_without_rules_and_a_single_frame_are_no_table() -> None:
    image = Image.new("RGB", (1654, 2339), "white")
    assert ruled_tables(np.asarray(image)) == []
    ImageDraw.Draw(image).rectangle((100, 100, 1500, 2200), outline="black", width=4)
    assert ruled_tables(np.asarray(image)) == []
