"""Spans cut within a limit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chunking.cutting import cut, normalised_length
from qa.language import normalise
from qa.types import Span, Table


def pieces(text: str, limit: int, tables: tuple[Table, ...] = ()) -> list[str]:
    return [text[span.start : span.end] for span in cut(text, Span(0, len(text)), limit, tables)]


@given(st.text("甲乙，。；㎏Ⅷ①\n a", max_size=60), st.integers(6, 40))
def test_pieces_are_within_the_limit_and_leave_out_only_white_space(text: str, limit: int) -> None:
    cuts = pieces(text, limit)
    assert "".join("".join(cuts).split()) == "".join(text.split())
    assert all(len(normalise(piece)) <= limit for piece in cuts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲甲。乙乙。丙丙。", ["甲甲。乙乙。", "丙丙。"]),
        ("甲甲甲，乙乙乙，丙丙。", ["甲甲甲，", "乙乙乙，", "丙丙。"]),
        ("甲甲甲甲甲甲甲甲。", ["甲甲甲甲甲甲", "甲甲。"]),
    ],
)
def test_a_span_is_cut_at_sentences_then_clauses_then_characters(text: str, expected: list[str]) -> None:
    assert pieces(text, 6) == expected


def table_in(text: str) -> Table:
    """Return the table of the lines that hold a tab."""
    lines = [match for match in re.finditer("[^\n]+", text) if "\t" in match[0]]
    return Table(tuple(Span(line.start(), line.end()) for line in lines))


def test_each_row_of_a_table_is_a_piece_apart_from_the_text_around_it() -> None:
    text = "标准如下：\n区\t数\n甲\t一\n乙\t二\n以上。再说。"
    rows = ["区\t数\n甲\t一", "乙\t二"]
    assert pieces(text, 40, (table_in(text),)) == ["标准如下：", *rows, "以上。再说。"]
    assert pieces(text, 4, (table_in(text),))[2:5] == ["区\t数", "甲\t一", "乙\t二"]


def test_only_a_row_that_is_too_long_is_cut() -> None:
    text = "区\t数\n甲\t第一句很长。第二句也长。\n乙\t二"
    assert pieces(text, 9, (table_in(text),)) == ["区\t数", "甲\t第一句很长。", "第二句也长。", "乙\t二"]


def test_the_rows_of_two_tables_stay_apart() -> None:
    text = "区\t数\n甲\t一\n\n区\t数\n乙\t二"
    first, second = (Table((Span(start, start + 3), Span(start + 4, start + 7))) for start in (0, 9))
    assert pieces(text, 40, (first, second)) == ["区\t数\n甲\t一", "区\t数\n乙\t二"]


def test_the_length_of_a_span_is_measured_after_normalisation() -> None:
    assert normalised_length("重5㎏", Span(0, 3)) == len("重5kg")
