"""Footnotes and watermarks of printed pages."""

from dataclasses import replace

import pytest

from qa.reading.formats.page_notes import with_footnotes, without_watermarks
from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.printed_lines import PrintedLine


def line(text: str, place: int, *, left: float = 72, height: float = 12) -> PrintedLine:
    bottom = 700 - 20 * place
    return PrintedLine(text, left, left + height * len(text), bottom, bottom + height, page_width=595)


FULL = "清理工作自三月一日开始，补助标准为每公里二千元，由县级财政部门会同水利部门"
PAGE = [*(line(FULL, place) for place in range(3)), line(FULL, 3)]
NEXT = [line("于当年十二月底前拨付到位。", 0), line("特此通知。", 1, left=96)]


@pytest.mark.parametrize("mark", ["① ", "[1]", "1 ", "*", "注：", "注1："])
def test_a_footnote_does_not_cut_a_paragraph_that_goes_on_over_the_page(mark: str) -> None:
    notes = [line(f"{mark}由财政局核定的标准，自二〇二〇年", 30, height=9), line("起执行。", 31, height=9)]
    extracted = join_paragraphs(with_footnotes([[*PAGE, *notes], NEXT]))
    text = extracted.text
    assert "水利部门于当年十二月底前拨付到位。\n特此通知。" in text
    assert f"{mark}由财政局核定的标准，自二〇二〇年起执行。" in text.split("\n")
    assert text[extracted.pages[1] :].startswith("于当年十二月底前")


def joined(*pages: str) -> tuple[str, list[str]]:
    """Join pages, and return the text with the two characters at which each page begins.

    Each character of a page stands for a line: ``c`` continues a paragraph, ``p`` begins one, ``n`` is a note, and
    ``m`` the second line of a note. The number of the page follows the character in the text.
    """
    printed = [
        [
            PrintedLine(f"{kind}{number}", 96 if kind == "p" else 72, 520, 700 - 20 * place, 712 - 20 * place)
            if kind in "cp"
            else replace(line(f"①{number}" if kind == "n" else f"续{number}", 30 + place, height=9), is_note=True)
            for place, kind in enumerate(page)
        ]
        for number, page in enumerate(pages, start=1)
    ]
    extracted = join_paragraphs(printed)
    return extracted.text.replace(" ", ""), [extracted.text[start : start + 2] for start in extracted.pages]


@pytest.mark.parametrize(
    ("pages", "text", "begins"),
    [
        ("c cn c c", "c1c2c3c4 ①2", "c1 c2 c3 c4"),
        ("c cn cn cn", "c1c2c3c4 ①2 ①3 ①4", "c1 c2 c3 c4"),
        ("cn cnm c cn", "①1 c1c2c3c4 ①2续2 ①4", "①1 c2 c3 c4"),
        ("c cn cpn cn", "c1c2c3 ①2 ①3 p3c4 ①4", "c1 c2 c3 c4"),
        ("c cn pcn c", "c1c2 ①2 ①3 p3c3c4", "c1 c2 ①3 c4"),
        ("cn - c", "①1 c1c3", "①1 c3 c3"),
        ("cn n c", "①1 c1c3 ①2", "①1 c3 c3"),
        ("n cn c", "①1 ①2 c2c3", "①1 ①2 c3"),
    ],
)
def test_notes_do_not_cut_a_paragraph_that_runs_through_pages(pages: str, text: str, begins: str) -> None:
    assert joined(*pages.replace("-", "").split(" ")) == (text.replace(" ", "\n"), begins.split(" "))


@pytest.mark.parametrize(
    ("pages", "begins"),
    [
        ("cn  pc ", ["c1", "p3", "p3", ""]),
        (" cn n pc", ["c2", "c2", "①3", "p4"]),
        ("cn m", ["c1", "续2"]),
        (" ", ["", ""]),
    ],
)
def test_a_page_without_text_begins_after_the_notes_of_the_page_before(pages: str, begins: list[str]) -> None:
    assert joined(*pages.split(" "))[1] == begins


def test_a_footnote_of_a_page_whose_last_paragraph_ends_comes_last() -> None:
    page = [line("清理工作开始①。", 0), line("① 由财政局核定。", 30, height=9)]
    text = join_paragraphs(with_footnotes([page, [line("二、附则。", 0)]])).text
    assert text == "清理工作开始①。\n① 由财政局核定。\n二、附则。"


def test_a_page_of_small_lines_has_no_footnotes() -> None:
    contents = [line(f"{n} 第{n}部分", n, height=9) for n in range(1, 6)]
    assert with_footnotes([PAGE * 3, contents])[1] == contents


def test_a_faint_line_that_the_pages_repeat_is_a_watermark() -> None:
    mark = replace(line("内部资料", 10, height=30), is_faint=True)
    assert without_watermarks([[*PAGE, mark], [*NEXT, mark]]) == [PAGE, NEXT]


def test_a_large_faint_line_behind_the_text_is_a_watermark_on_a_single_page() -> None:
    mark = replace(line("内部资料", 1, height=30), is_faint=True)
    assert without_watermarks([[*PAGE, mark]]) == [PAGE]


def test_a_grey_line_of_text_stays() -> None:
    grey = replace(line("灰色的说明", 12), is_faint=True)
    assert without_watermarks([[*PAGE, grey]]) == [[*PAGE, grey]]


def test_numbers_stamped_onto_the_pages_are_left_out() -> None:
    stamps = [PrintedLine(f"12-{n}", 0, 0, 0, 0, is_note=True) for n in (1, 2)]
    assert without_watermarks([[*PAGE, stamps[0]], [*NEXT, stamps[1]]]) == [PAGE, NEXT]


def test_characters_without_a_height_and_rows_of_two_columns_are_lines_of_their_own() -> None:
    assert join_paragraphs([[line("甲", 0, height=0), line("乙", 1, height=0)]]).text.replace("\n", "") == "甲乙"
    rows = [replace(line(f"名称{n}的甲公司与乙公司的名称", n), columns=2) for n in range(3)]
    assert join_paragraphs([rows]).text.count("\n") == 2
