"""Convert characters of symbol fonts, which have codes of their own: ± is F0B1 in Symbol, ☑ is F0FE in Wingdings."""

import re

_SYMBOL = dict(
    zip(
        range(0xA0, 0xFF),
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_SYMBOL_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL_OTHERS = {'"': "∀", "$": "∃", "'": "∋", "*": "∗", "-": "−", "@": "≅", "\\": "∴", "^": "⊥", "~": "∼"}
_WINGDINGS = {
    **{0x52: "☑", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖", 0x77: "◆"},
    **{0xA1: "○", 0xA2: "○", 0xA3: "☐", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑"},
    **{0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    **{0x80 + n: "⓪①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(11)},
    **{0x8B + n: "⓿❶❷❸❹❺❻❼❽❾❿"[n] for n in range(11)},
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_SYMBOL_FONTS = ("Symbol", "Wingdings", "Wingdings 2")
_PRIVATE_AREA = 0xF000
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_BULLET, _DOT = "•", 0xB7
_LETTERS_AS_BULLETS = {"o": "○"}
"""letters that lists use as bullets, each with the bullet that it looks like; Word's own lists use o in Courier New"""


def symbol(code: int, font: str) -> str:
    """Return the character that a code shows in a font; U+FFFD for an unknown code of Wingdings.

    A code in the private area belongs to Symbol unless the font is one of the Wingdings.

    Args:
        code: the code of the character in the font or in the private area F000 to F0FF.
        font: the name of the font.
    """
    own = code & 0xFF
    if code not in (own, _PRIVATE_AREA + own) or (code == own and font not in _SYMBOL_FONTS):
        return chr(code)
    if font.startswith("Wingdings"):
        return (_WINGDINGS_2 if font.endswith("2") else _WINGDINGS).get(own, _UNKNOWN)
    letter = chr(own)
    return _SYMBOL.get(own) or _SYMBOL_LETTERS.get(letter) or _SYMBOL_OTHERS.get(letter) or letter


def replace_symbols(text: str, font: str) -> str:
    """Replace characters of the private use area, where symbol fonts have their symbols, by ordinary characters."""
    return _PRIVATE.sub(lambda match: symbol(ord(match[0]), font), text)


def bullet(text: str, font: str = "") -> str:
    """Return the bullet of a list; "•" for an unknown sign, and for a letter or digit, which would look like text.

    The letter o becomes ○. A text of several characters is returned without the blanks around it.

    Args:
        text: the text of the list level.
        font: the name of its font; if it is empty, symbols other than the dot of Symbol count as Wingdings.
    """
    if len(text) != 1 or text.isspace():
        return text.strip()
    code = ord(text)
    assumed = "Symbol" if code == _PRIVATE_AREA + _DOT else "Wingdings" if _PRIVATE.match(text) else ""
    sign = symbol(code, font or assumed)
    sign = _LETTERS_AS_BULLETS.get(sign, sign)
    return _BULLET if sign == _UNKNOWN or (sign.isascii() and sign.isalnum()) else sign
