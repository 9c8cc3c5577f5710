"""Titles found by the size of their characters."""

from dataclasses import replace

import pytest

from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.formats.printed_title import printed_title


def line(text: str, height: float = 10) -> PrintedLine:
    return PrintedLine(text, 50, 50 + 10 * len(text), 0, height)


LEAD, REST = line("本刊推出专题，供大家借鉴。"), [line("正文的一行。")] * 6
LABEL = line("专题·档案", 12)


def test_the_largest_lines_below_a_lead_are_the_title() -> None:
    lines = [LABEL, LEAD, line("勇立潮头", 24), line("建设数字档案室", 23), *REST]
    assert printed_title(lines) == "勇立潮头 建设数字档案室"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [LABEL, *REST],
        [line("关于放假的通知", 24), *REST],
        [line("江北市教育局文件", 40), LEAD, line("关于放假的通知", 24), *REST],
        [LABEL, LEAD, line("大字的一句话，不是题目", 24), *REST],
        [LABEL, LEAD, line("12", 24), *REST],
        [LABEL, LEAD, line("勇立潮头", 24), *REST, line("另一篇文章", 24)],
        [LABEL, LEAD, replace(line("转了方向的大字", 24), is_note=True), *REST],
    ],
)
def test_other_pages_have_no_title_of_this_kind(lines: list[PrintedLine]) -> None:
    assert printed_title(lines) == ""
