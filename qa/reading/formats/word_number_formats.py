"""The number formats of Word (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

import re

from qa.language.official import chinese_digits, chinese_numeral

_LETTERS = 26
_TENS_OF_THOUSANDS = 10_000
_HUNDRED = 100
_MOST_IN_LETTERS, _MOST_IN_ROMAN = 780, 32_767
"""the largest number that Word writes in letters (thirty z), and the largest that it writes in Roman numerals"""
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SEQUENCES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_BY_THOUSANDS = {"chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting"}
"""formats that write numbers with units: 十一, 一百二十"""
_BELOW_HUNDRED = {"chineseCounting", "taiwaneseCounting"}
"""formats that write numbers below 100 with units (十一), and larger ones digit by digit (一二〇)"""
_DIGIT_BY_DIGIT = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
"""formats that write each digit: 一一, 一二〇"""
_LEGAL = {
    "chineseLegalSimplified": str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"),
    "ideographLegalTraditional": str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟"),
}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_PADDED = re.compile(r"0+1(?=,|$)")
"""matches the beginning of a custom format that pads numbers with zeros: 001, 002, 003, …"""


def format_number(value: int, number_format: str) -> str:
    """Return a number in a format of ST_NumberFormat or a custom one such as 001; empty for ``none`` and ``bullet``.

    The number is written in Arabic digits if it is less than 1, is too large for its format, or has a format that this
    module does not list.
    """
    if number_format in ("none", "bullet"):
        return ""
    if value < 1:
        return str(value)
    if number_format in _SEQUENCES and value <= len(_SEQUENCES[number_format]):
        return _SEQUENCES[number_format][value - 1]
    chinese = _chinese(value, number_format) if value < _TENS_OF_THOUSANDS else ""
    return chinese or _western(value, number_format)


def _western(value: int, number_format: str) -> str:
    """Return a number in letters, Roman numerals or digits."""
    if padded := _PADDED.match(number_format):
        return str(value).zfill(len(padded[0]))
    letters = _letters(value) if value <= _MOST_IN_LETTERS else str(value)
    roman = _roman(value) if value <= _MOST_IN_ROMAN else str(value)
    return {
        "upperLetter": letters.upper(),
        "lowerLetter": letters,
        "upperRoman": roman.upper(),
        "lowerRoman": roman,
        "decimalFullWidth": str(value).translate(_FULL_WIDTH),
        "decimalFullWidth2": str(value).translate(_FULL_WIDTH),
        "decimalZero": f"{value:02}",
        "numberInDash": f"- {value} -",
        "ordinal": _ordinal(value),
    }.get(number_format, str(value))


def _chinese(value: int, number_format: str) -> str:
    """Return a number below ten thousand in a Chinese format; empty for other formats."""
    if number_format in _BY_THOUSANDS or (number_format in _BELOW_HUNDRED and value < _HUNDRED):
        return chinese_numeral(value)
    if number_format in _DIGIT_BY_DIGIT or number_format in _BELOW_HUNDRED:
        return chinese_digits(value)
    if number_format in _LEGAL:
        numeral = chinese_numeral(value)
        return (f"一{numeral}" if numeral.startswith("十") else numeral).translate(_LEGAL[number_format])
    return ""


def _ordinal(value: int) -> str:
    teens = value % 100 in (11, 12, 13)
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)


def _roman(value: int) -> str:
    roman = ""
    for worth, sign in _ROMAN:
        roman, value = roman + sign * (value // worth), value % worth
    return roman
