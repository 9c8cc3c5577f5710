"""Raised and lowered digits of printed lines."""

import math

import pytest

from qa.reading.formats.raised_digits import PlacedText, shown_texts

LINE = 100.0


def placed(text: str, height: float = 10, baseline: float = LINE) -> list[PlacedText]:
    return [PlacedText(character, height, baseline) for character in text]


@pytest.mark.parametrize(
    ("height", "baseline", "shown"),
    [(6, 104, "10⁻⁶米"), (6, 99, "10₋₆米"), (6, 100, "10-6米"), (9, 104, "10-6米"), (6, math.nan, "10-6米")],
)
def test_small_digits_off_the_baseline_are_raised_or_lowered(height: float, baseline: float, shown: str) -> None:
    assert "".join(shown_texts([*placed("10"), *placed("-6", height, baseline), *placed("米")])) == shown


def test_other_characters_and_small_print_beside_a_large_character_are_unchanged() -> None:
    assert "".join(shown_texts([*placed("规定"), *placed("甲", 6, 104), *placed("的")])) == "规定甲的"
    assert "".join(shown_texts([*placed("第", 20), *placed("12", 8, 110), *placed("34", 8, 98)])) == "第1234"
    assert "".join(shown_texts([])) == ""
