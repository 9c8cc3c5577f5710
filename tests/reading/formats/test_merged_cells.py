"""Merged cells and formulas of a worksheet."""

import io

from qa.reading.formats.merged_cells import (
    Merged,
    columns_filled,
    filled_down,
    header_end,
    header_names,
    is_over_columns,
    sheet_extras,
)

SHEET = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row></sheetData>
<mergeCells><mergeCell ref="A2:B3"/></mergeCells></worksheet>"""


def test_merged_cells_and_formulas_without_a_value_are_found() -> None:
    extras = sheet_extras(io.BytesIO(SHEET))
    assert extras.merged == (Merged(top=1, left=0, bottom=2, right=1),)
    assert extras.formulas == {(0, 0): "=B1+1"}


def test_a_name_over_several_columns_joins_the_names_below_it() -> None:
    rows = [["部门", "联系方式", ""], ["", "电话", "邮箱"]]
    merged = [Merged(0, 0, 1, 0), Merged(0, 1, 0, 2)]
    assert header_end(0, merged) == 1
    assert header_names(rows, 0, 1, merged) == ["部门", "联系方式 电话", "联系方式 邮箱"]


def test_a_value_over_several_rows_is_in_each_row() -> None:
    rows = [["税务", "一号"], ["", "二号"], ["社保", "三号"]]
    assert list(filled_down(rows, 0, [Merged(0, 0, 1, 0)])) == [["税务", "一号"], ["税务", "二号"], ["社保", "三号"]]


def test_a_single_text_over_several_columns_heads_the_rows_below_it() -> None:
    assert is_over_columns(0, ["周末", "", ""], [Merged(0, 0, 0, 2)])
    assert not is_over_columns(0, ["周末", "", ""], [])
    assert columns_filled(0, ["周末", "", ""], [Merged(0, 0, 0, 1)]) == [True, True, False]
