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


def column(left: float, right: float, top: float, lines: int) -> list[PrintedLine]:
    """Return full lines of a column of text."""
    return [PrintedLine("本栏文字应当连成一段，", left, right, top - 14 * n - 10, top - 14 * n) for n in range(lines)]


def test_lines_fill_a_column_that_is_wider_than_the_text_beside_a_picture() -> None:
    caption = PrintedLine("办公大楼", 175, 217, 560, 570)
    page = [*column(33, 170, 700, 8), caption, *column(33, 190, 540, 6), *column(212, 369, 540, 6)]
    page.append(PrintedLine("本栏到此为止。", 212, 310, 540 - 94, 540 - 84))
    paragraphs = join_paragraphs([page]).text.split("\n")
    assert [len(paragraph) for paragraph in paragraphs] == [8 * 11, 4, 12 * 11 + 7]
