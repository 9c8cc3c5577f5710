"""Write superscripts and subscripts in plain text: 10⁴, H₂O, x^k.

Plain digits would change the meaning: 3.2×10⁴ would become 3.2×104.
"""

import re

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()（）ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−–=()（）", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎₍₎")
_HAS_DIGIT = re.compile(r"\d")
_WRITABLE_ABOVE = re.compile(r"[0-9+\-−–=()（）ni.,]+")
_WRITABLE_BELOW = re.compile(r"[0-9+\-−–=()（）.,]+")
_WORD = re.compile(r"[A-Za-zα-ωΑ-Ω0-9+\-−*/=.,() ]+")


def superscript(text: str) -> str:
    """Return a superscript in superscript characters, or with ^ before Latin and Greek letters: x^k, x^(k+m).

    A small circle or the letter o becomes the sign of degrees. Other texts, such as [1], ① and 注, are unchanged.
    """
    if _WRITABLE_ABOVE.fullmatch(text) and re.search(r"[0-9ni]", text):
        return text.translate(_SUPERSCRIPTS)
    if text in ("+", "-", "−"):
        return text.translate(_SUPERSCRIPTS)
    if text in ("∘", "o", "○"):
        return "°"
    return _marked(text, "^")


def subscript(text: str) -> str:
    """Return a subscript in subscript characters, or with _ before Latin and Greek letters; other text is unchanged."""
    if _WRITABLE_BELOW.fullmatch(text) and _HAS_DIGIT.search(text):
        return text.translate(_SUBSCRIPTS)
    return _marked(text, "_")


def _marked(text: str, mark: str) -> str:
    stripped = text.strip()
    if not _WORD.fullmatch(stripped) or not re.search(r"\w", stripped):
        return text
    return f"{mark}{stripped}" if len(stripped) == 1 or stripped.isalnum() else f"{mark}({stripped})"
