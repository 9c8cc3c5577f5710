"""Tables that a plain text draws with lines are read as tables."""

from qa.reading.formats.drawn_tables import drawn_lines
from qa.reading.formats.plain_text import plain_text

BOX = "价目表\n┌────┬────┐\n│ 摊位 │ 日租 │\n├────┼────┤\n│ 水产 │ 15元 │\n└────┴────┘\n以上。"
ASCII = "+------+------+\n| 停车 | 价格 |\n+------+------+\n| 小车 |      |\n| 货车 | 6元  |\n+------+------+"


def test_the_rows_of_a_drawn_table_have_tabs_and_its_borders_are_left_out() -> None:
    extracted = plain_text(BOX, "a.txt")
    assert extracted.text == "价目表\n摊位\t日租\n水产\t15元\n以上。"
    (table,) = extracted.tables
    assert [extracted.text[row.start : row.end] for row in table.rows] == ["摊位\t日租", "水产\t15元"]


def test_an_empty_cell_keeps_its_place() -> None:
    assert [line.text for line in drawn_lines(ASCII)] == ["停车\t价格", "小车\t", "货车\t6元"]


def test_two_drawn_tables_stay_two() -> None:
    assert len(plain_text(f"{BOX}\n{ASCII}", "a.txt").tables) == 2


def test_lines_with_bars_and_dashes_outside_drawn_tables_stay_as_they_are() -> None:
    text = "首页 | 政务公开 | 办事\n——————\n---\n| 甲 | 乙 |\n第一条 │ 总则"
    assert [line.text for line in drawn_lines(text)] == text.split("\n")
