"""Chinese numerals: 十二, 一百零三, 二〇一九."""

CHINESE_NUMERAL = "[零〇一二两三四五六七八九十百千]"
"""one character of a numeral below 10,000, as provisions and list items are numbered"""
AMOUNT_NUMERAL = "[零〇○一二两三四五六七八九十百千万亿]"
"""one character of the numeral of an amount, which may exceed 10,000, or of a year, whose zero may be typed as ○"""

_DIGITS = "〇一二三四五六七八九"
_VALUES = {c: n for n, c in enumerate(_DIGITS)} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(numeral: str) -> int:
    """Return the value of a numeral below 10,000: 十二 → 12, 一百零三 → 103, 二〇 → 20, 45 → 45.

    Raises:
        KeyError: the numeral consists neither of digits alone nor of Chinese numerals up to 千 alone.
        ValueError: the numeral is empty.
    """
    if numeral.isdecimal():
        return int(numeral)
    if not any(c in _UNITS for c in numeral):
        return int("".join(str(_VALUES[c]) for c in numeral))
    total, digit = 0, 0
    for c in numeral:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _VALUES[c]
    return total + digit


def chinese_numeral(value: int) -> str:
    """Return the numeral of a number from 1 to 9,999: 12 → 十二, 103 → 一百零三."""
    numeral, has_gap = "", False
    for unit, scale in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // scale % 10
        if not digit:
            has_gap = bool(numeral)
            continue
        numeral += ("零" if has_gap else "") + _DIGITS[digit] + unit
        has_gap = False
    return numeral.removeprefix("一") if 10 <= value < 20 else numeral


def chinese_digits(value: int) -> str:
    """Return the digits of a number as Chinese digits, one by one: 2019 → 二〇一九."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))
