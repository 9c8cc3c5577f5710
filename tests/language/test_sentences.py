"""Sentences and clauses of official prose."""

from hypothesis import given
from hypothesis import strategies as st

from qa.language import clauses, sentences
from qa.types import Span

TEXT = st.text(alphabet="甲乙丙1。；，！？”）\n \u3000", max_size=80)


def _sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_a_sentence_includes_its_closing_quotation_mark() -> None:
    assert _sentences("他说：“可以。”然后走了。") == ["他说：“可以。”", "然后走了。"]


def test_items_of_an_enumeration_and_lines_are_sentences() -> None:
    assert _sentences("一是甲；二是乙\n三是丙") == ["一是甲；", "二是乙", "三是丙"]


def test_a_comma_ends_a_clause() -> None:
    text = "甲方同意,乙方反对。"
    assert [text[c.start : c.end] for c in clauses(text, Span(0, len(text)))] == ["甲方同意,", "乙方反对。"]


@given(TEXT)
def test_sentences_are_in_order_and_omit_only_white_space(text: str) -> None:
    position = 0
    for span in sentences(text):
        assert text[position : span.start].strip() == ""
        assert span.start < span.end
        position = span.end
    assert text[position:].strip() == ""
