"""Spans cut within a limit."""

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


def test_a_table_is_cut_between_rows_only_if_it_is_too_long() -> None:
    text = "区，数\n甲，一\n乙，二"
    table = Table((Span(0, 3), Span(4, 7), Span(8, 11)))
    assert pieces(text, 11, (table,)) == [text]
    assert pieces(text, 7, (table,)) == ["区，数\n甲，一", "乙，二"]


def test_the_length_of_a_span_is_measured_after_normalisation() -> None:
    assert normalised_length("重5㎏", Span(0, 3)) == len("重5kg")
