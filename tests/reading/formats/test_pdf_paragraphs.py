"""Printed lines that belong to separate paragraphs although the first of them is full."""

import pytest

from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.printed_lines import PrintedLine


def joined(*lines: tuple[str, int]) -> list[str]:
    """Return the paragraphs of full lines, given with their numbers of parts."""
    printed = [
        PrintedLine(text, 90, 510, 700 - 20 * n, 712 - 20 * n, columns) for n, (text, columns) in enumerate(lines)
    ]
    return join_paragraphs([printed]).text.split("\n")


def test_the_entries_of_a_table_of_contents_stay_apart() -> None:
    entries = ["第一章 总则………………1", "第二章 附则………………2"]
    assert joined(*((entry, 1) for entry in entries), ("总则", 1)) == [*entries, "总则"]
    assert joined(("他说……", 1), ("应当办理。", 1)) == ["他说……应当办理。"]


@pytest.mark.parametrize(
    ("first", "is_apart"), [("乙县 200元", True), ("第一条 为了规范管理", False), ("一、 为了规范管理", False)]
)
def test_a_row_of_two_cells_does_not_go_on_below_the_table(first: str, is_apart: bool) -> None:
    assert (len(joined((first, 2), ("自二〇二四年起执行。", 1))) == 2) is is_apart
