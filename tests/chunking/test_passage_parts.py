"""A passage is cut further."""

import re

from hypothesis import given
from hypothesis import strategies as st

from qa.chunking import passage_parts
from qa.types import Passage, PassageKind, Span

TEXT = "标题\n第一句。第二句。\n\n第三句很长很长。\n第四句。"


def parts(passage: Passage, limit: int) -> list[Passage]:
    return list(passage_parts(passage, TEXT, limit))


def test_the_parts_have_the_headings_and_the_number_of_the_paragraph_in_which_they_begin() -> None:
    passage = Passage(Span(3, len(TEXT)), PassageKind.BODY, ("一、时间",), 2)
    found = parts(passage, 8)
    assert [TEXT[part.span.start : part.span.end] for part in found] == [
        "第一句。第二句。",
        "第三句很长很长。",
        "第四句。",
    ]
    assert [part.paragraph for part in found] == [2, 3, 4]
    assert {(part.kind, part.heading_path) for part in found} == {(PassageKind.BODY, ("一、时间",))}


def test_a_passage_that_begins_in_the_middle_of_a_paragraph_keeps_its_number() -> None:
    passage = Passage(Span(7, len(TEXT)), PassageKind.BODY, (), 2)
    assert [part.paragraph for part in parts(passage, 8)] == [2, 3, 4]


def test_the_parts_of_the_header_block_have_no_paragraph() -> None:
    passage = Passage(Span(0, len(TEXT)), PassageKind.HEADER, (), 0)
    assert {part.paragraph for part in parts(passage, 8)} == {0}


@given(st.integers(1, 40))
def test_the_parts_fit_and_omit_only_white_space(limit: int) -> None:
    spans = [part.span for part in parts(Passage(Span(0, len(TEXT)), PassageKind.BODY, (), 1), limit)]
    assert all(len(span) <= limit for span in spans)
    joined = "".join(TEXT[span.start : span.end] for span in spans)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", TEXT)
