"""Indented printed lines: those that continue a paragraph, and those that begin one."""

import pytest

from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.printed_lines import PrintedLine

SIZE, LEFT, WIDTH = 12.0, 72.0, 36
TEXT = "员工应当遵守本单位的各项规章制度，按时上下班，爱护公共财物，节约用水用电，"


def page(*lines: tuple[float, str]) -> str:
    """Return the text of a page of lines, each with its indent in characters, below a full and a short line."""
    printed = [
        PrintedLine(text, LEFT + indent * SIZE, LEFT + (indent + len(text)) * SIZE, bottom, bottom + SIZE)
        for bottom, (indent, text) in zip(range(700, 0, -20), [(0.0, full(0)), (0.0, "短行。"), *lines], strict=False)
    ]
    return join_paragraphs([printed]).text.partition("\n")[2]


def full(indent: float, end: str = "", begin: str = "") -> str:
    """Return a line that fills the width of the text."""
    room = int(WIDTH - indent) - len(begin) - len(end)
    return begin + (TEXT * 2)[:room] + end


@pytest.mark.parametrize("mark", ["• ", "\uf06c ", "o ", "（一）", "1. ", "1、", "第 14-1 條 ", "2.1 ", "要求："])
@pytest.mark.parametrize("hanging", [1.5, 5.0])
def test_an_item_continues_at_its_hanging_indent(mark: str, hanging: float) -> None:
    first, second = full(1, begin=mark), full(1 + hanging)
    text = page((1, first), (1 + hanging, second), (1 + hanging + 0.4, "并接受监督。"), (1, "• 其他。"))
    assert text == f"{first}{second}并接受监督。\n• 其他。"


def test_paragraphs_of_an_article_stay_apart_at_the_same_indent() -> None:
    first, second = full(0, begin="第 3 條 "), full(6)
    text = page((0, first), (6, "经批准。"), (6, second), (6, "执行。"), (6, full(6, "。")), (6, "前款另定。"))
    assert text.split("\n") == [f"{first}经批准。", f"{second}执行。", full(6, "。"), "前款另定。"]


def test_an_item_with_a_bullet_continues_after_a_sentence_at_the_edge() -> None:
    assert page((1, full(1, "。", "• ")), (2, "具体办法另定。")) == full(1, "。", "• ") + "具体办法另定。"


@pytest.mark.parametrize("after", [(0.0, "并按期报送。"), (0.0, full(0))])
def test_a_first_line_indent_begins_a_paragraph_after_a_full_heading(after: tuple[float, str]) -> None:
    heading = full(0, "机制", "一、")
    assert page((0, heading), (2, full(2)), after).split("\n") == [heading, full(2) + after[1]]


@pytest.mark.parametrize(
    "lines",
    [
        [(1, full(1, begin="• ")), (2, "o 下一级的要点。")],
        [(2, full(2, begin="• ")), (2, "2.2 下一节")],
        [(1, full(1, begin="1. ")), (20, "二〇二〇年，三月")],
        [(8, "教育部台高字第〇九四〇一一三八三三号函备查备查"), (8, "教育部台高字第〇九五〇一一三八三三号函")],
        [(2, full(2)[:24] + "............ 5"), (2, "毕业生，回应")],
        [(22, "113.6.19 教务会议通过"), (0, "第一条 为处理本校事务，制定本办法。")],
        [(2, full(2)), (1.5, "3 外校学生，可否登录？")],
    ],
)
def test_other_lines_begin_a_paragraph(lines: list[tuple[float, str]]) -> None:
    assert page(*lines).split("\n") == [text for _, text in lines]


def test_a_number_with_points_begins_a_paragraph_after_a_sentence_at_the_edge() -> None:
    assert page((0, full(0, "。")), (0, "1.2 使命")).split("\n") == [full(0, "。"), "1.2 使命"]
