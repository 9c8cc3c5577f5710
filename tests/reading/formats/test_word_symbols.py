"""Characters of symbol fonts."""

import pytest

from qa.reading.formats.word_symbols import bullet, replace_symbols, symbol


@pytest.mark.parametrize(
    ("code", "font", "character"),
    [
        (0xF0B1, "Symbol", "±"),
        (0xB3, "Symbol", "≥"),
        (0xF061, "Symbol", "α"),
        (0xF0A8, "Wingdings", "☐"),
        (0xF052, "Wingdings 2", "☑"),
        (0x2103, "宋体", "℃"),
        (0xF001, "Wingdings", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_code_of_a_symbol_font_has_a_character(code: int, font: str, character: str) -> None:
    assert symbol(code, font) == character


def test_private_characters_of_a_text_are_replaced() -> None:
    assert replace_symbols("误差\uf0b13%", "Symbol") == "误差±3%"


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0b7", "", "•"),
        ("\uf06c", "Wingdings", "●"),
        ("\uf0d8", "", "➢"),
        ("l", "Wingdings", "●"),
        ("o", "Courier New", "○"),
        ("\uf001", "Wingdings", "•"),
        ("u", "Unknown", "•"),
        ("—", "宋体", "—"),
        ("注", "宋体", "注"),
        ("※※", "宋体", "※※"),
        (" ", "宋体", ""),
        ("", "", ""),
    ],
)
def test_a_list_shows_the_bullet_of_its_font(text: str, font: str, shown: str) -> None:
    assert bullet(text, font) == shown
