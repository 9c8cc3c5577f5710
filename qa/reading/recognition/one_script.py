"""Mend what recognition mixes up: characters of the other Chinese script, and letters among digits.

The model knows both scripts. In handwriting-like fonts it takes single simplified characters for traditional ones.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from qa.reading.formats.printed_lines import PrintedLine

_WIDE_DIGITS = {ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")}
_ZERO = re.compile("(?<=[0-9])[\u039f\u041eOo○〇]+(?=[0-9]|[万亿元字人件个号%％])|(?<=[0-9])[\u039f\u041e]+")
"""a letter that looks like a zero between or behind digits: Latin, Greek, Cyrillic"""
_LEAST_MAJORITY = 1.0
"""how many times as many characters of one script as of the other a page must have to be set in one script"""


def in_one_script(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page with digits in ASCII and, on a page in simplified script, without traditional ones.

    A page in traditional characters stays as it is: some of its characters are also simplified ones.
    """
    text = "".join(line.text for line in lines)
    simplified = sum(_converted("s2t", character) != character for character in text)
    traditional = sum(_is_traditional(character) for character in text)
    is_simplified = traditional > 0 and simplified >= _LEAST_MAJORITY * traditional
    return [replace(line, text=_mended(line.text, is_simplified)) for line in lines]


def _mended(text: str, is_simplified: bool) -> str:
    digits = _ZERO.sub(lambda match: "0" * len(match[0]), text.translate(_WIDE_DIGITS))
    if not is_simplified:
        return digits
    return "".join(_converted("t2s", c) if _is_traditional(c) else c for c in digits)


def _is_traditional(character: str) -> bool:
    """Return whether a character belongs to the traditional script alone."""
    return _converted("t2s", character) != character


@cache
def _converted(direction: str, character: str) -> str:
    if character.isascii():
        return character
    converted = _converter(direction)(character)
    return converted if len(converted) == 1 else character


@cache
def _converter(direction: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC(direction).convert
