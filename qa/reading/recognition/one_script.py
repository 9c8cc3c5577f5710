"""Correct characters that recognition confuses: traditional for simplified ones, and letters for digits.

The model knows both scripts. In handwriting-like fonts it mistakes some simplified characters for traditional ones.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from qa.reading.formats.printed_lines import PrintedLine

_WIDE_DIGITS = {ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")}
_ZERO = re.compile("(?<=[0-9])[\u039f\u041eOo○〇]+(?=[0-9]|[万亿元字人件个号%％])|(?<=[0-9])[\u039f\u041e]+")
"""matches Latin, Greek or Cyrillic letters and circles that look like zeros, between or after digits"""
_LEAST_MAJORITY = 1.0
"""minimum ratio of simplified to traditional characters on a page that counts as simplified"""


def in_one_script(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines with ASCII digits and, on a page in simplified script, with simplified characters only.

    Letters that look like zeros become zeros between or after digits. On a page in traditional script no character is
    converted, because one that looks simplified may be right: some characters, such as 后, belong to both scripts.
    """
    text = "".join(line.text for line in lines)
    simplified = sum(_converted("s2t", character) != character for character in text)
    traditional = sum(_is_traditional(character) for character in text)
    is_simplified = traditional > 0 and simplified >= _LEAST_MAJORITY * traditional
    return [replace(line, text=_corrected(line.text, is_simplified)) for line in lines]


def _corrected(text: str, is_simplified: bool) -> str:
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
