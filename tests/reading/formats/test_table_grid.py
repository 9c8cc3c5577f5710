"""Tables whose cells cover several rows or columns."""

from qa.reading.formats.table_grid import LONGEST_REPEATED, Cell, Grid, row_text


def test_a_cell_over_several_rows_is_repeated_in_each() -> None:
    grid = Grid()
    assert grid.row([Cell("补领", rows=3), Cell("40元")]) == ["补领", "40元"]
    assert grid.row([Cell("20元")]) == ["补领", "20元"]
    assert grid.row([Cell("10元")]) == ["补领", "10元"]
    assert grid.row([Cell("甲"), Cell("乙")]) == ["甲", "乙"]


def test_a_cell_over_several_columns_keeps_the_next_cell_in_its_column() -> None:
    assert Grid().row([Cell("合计", columns=2), Cell("60元")]) == ["合计", "", "60元"]


def test_a_long_cell_is_not_repeated() -> None:
    grid = Grid()
    grid.row([Cell("甲" * (LONGEST_REPEATED + 1), rows=2), Cell("乙")])
    assert grid.row([Cell("丙")]) == ["", "丙"]


def test_an_empty_cell_keeps_its_place_in_the_text_of_a_row() -> None:
    assert row_text(["张三", "", "a@b.cn\n c", ""]) == "张三\t\ta@b.cn c"
    assert row_text(["", " "]) == ""
