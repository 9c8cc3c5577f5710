"""Ruled tables are found by the lines in the picture."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("cv2")

from qa.reading.recognition.ruled_tables import RuledTable, ruled_tables

COLUMNS, ROWS = (200, 600, 1000, 1400), (500, 580, 660, 740)


def tables(gaps: tuple[tuple[int, int, int, int], ...] = (), width: int = 3) -> list[RuledTable]:
    """Return the tables found in a grid, of which the rules inside the boxes ``gaps`` are missing."""
    image = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(image)
    for row in ROWS:
        draw.line((COLUMNS[0], row, COLUMNS[-1], row), fill="black", width=width)
    for column in COLUMNS:
        draw.line((column, ROWS[0], column, ROWS[-1]), fill="black", width=width)
    for box in gaps:
        draw.rectangle(box, fill="white")
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


def test_a_page_without_rules_and_a_single_frame_are_no_table() -> None:
    image = Image.new("RGB", (1654, 2339), "white")
    assert ruled_tables(np.asarray(image)) == []
    ImageDraw.Draw(image).rectangle((100, 100, 1500, 2200), outline="black", width=4)
    assert ruled_tables(np.asarray(image)) == []
