"""Edits move everything that a format marks in a text."""

from hypothesis import given
from hypothesis import strategies as st

from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.text_edits import Edit, apply_edits
from qa.types import Heading, Span


@given(st.text("甲乙x", min_size=1, max_size=30), st.data())
def test_a_marked_slice_keeps_its_text_without_the_removed_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    extracted = ExtractedText(text, headings=(Heading(Span(start, end), 1),), pages=(0, start))
    result = apply_edits(extracted, [Edit(n, n + 1) for n, c in enumerate(text) if c == "x"])
    span = result.headings[0].span
    assert result.text == text.replace("x", "")
    assert result.text[span.start : span.end] == text[start:end].replace("x", "")
    assert result.pages == (0, len(text[:start].replace("x", "")))
