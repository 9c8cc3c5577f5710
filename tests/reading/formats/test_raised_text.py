"""Superscripts and subscripts in plain text."""

import pytest

from qa.reading.formats.raised_text import subscript, superscript


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("4", "⁴"),
        ("-12", "⁻¹²"),
        ("k", "^k"),
        ("x+1", "^(x+1)"),
        ("n", "ⁿ"),
        ("[1]", "[1]"),
        ("①", "①"),
        ("注", "注"),
        ("", ""),
    ],
)
def test_a_raised_text_is_distinct_from_the_text_before_it(text: str, raised: str) -> None:
    assert superscript(text) == raised


@pytest.mark.parametrize(("text", "lowered"), [("2", "₂"), ("2.5", "₂.₅"), ("max", "_max"), ("甲", "甲")])
def test_a_lowered_text_is_distinct_from_the_text_before_it(text: str, lowered: str) -> None:
    assert subscript(text) == lowered
