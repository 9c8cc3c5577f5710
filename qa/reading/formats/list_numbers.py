"""The numbers of list items, which a word processor computes from their level and does not store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.language.official import chinese_digits, chinese_numeral

_LEVELS = 10
_LETTERS = 26
_ROMAN = {"M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9}
_ROMAN_UNITS = {"V": 5, "IV": 4, "I": 1}
_SIGNS = {
    "circled": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "parenthesised": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "full stop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "stems": "甲乙丙丁戊己庚辛壬癸",
    "branches": "子丑寅卯辰巳午未申酉戌亥",
}
_FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """How a level of a list is numbered."""

    parts: tuple[str | int, ...]
    """the text around the numbers, and the levels whose numbers are shown; empty if the level has no number"""
    numerals: str = "decimal"
    start: int = 1


@dataclass(slots=True)
class ListCounters:
    """The numbers of one list, whose items are read from beginning to end."""

    _counts: list[int] = field(default_factory=lambda: [0] * _LEVELS)

    def next(self, levels: Mapping[int, NumberLevel] | Sequence[NumberLevel], level: int) -> str:
        """Return the number of the next item on a level, from 0; empty if the level has none."""
        levels = levels if isinstance(levels, Mapping) else dict(enumerate(levels))
        own = levels.get(level)
        if own is None or not 0 <= level < _LEVELS:
            return ""
        self._counts[level] = self._counts[level] + 1 if self._counts[level] else own.start
        self._counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return "".join(part if isinstance(part, str) else self._shown(levels.get(part), part) for part in own.parts)

    def _shown(self, level: NumberLevel | None, number: int) -> str:
        return numeral(self._counts[number] or level.start, level.numerals) if level else ""


def numeral(value: int, numerals: str) -> str:
    """Return a number in the given numerals; those without a name here are decimal."""
    if numerals in _SIGNS:
        signs = _SIGNS[numerals]
        return signs[value - 1] if 0 < value <= len(signs) else str(value)
    return _NUMERALS[numerals](value) if numerals in _NUMERALS and value > 0 else str(value)


def _chinese(value: int) -> str:
    return chinese_numeral(value) if value < 10_000 else chinese_digits(value)


def _financial(value: int) -> str:
    return _chinese(value).translate(_FINANCIAL)


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)


def _roman(value: int) -> str:
    text = ""
    for sign, worth in (_ROMAN | _ROMAN_UNITS).items():
        text, value = text + sign * (value // worth), value % worth
    return text


_NUMERALS: dict[str, Callable[[int], str]] = {
    "Chinese": _chinese,
    "financial": _financial,
    "letters": _letters,
    "LETTERS": lambda value: _letters(value).upper(),
    "ROMAN": _roman,
    "roman": lambda value: _roman(value).lower(),
    "two digits": lambda value: f"{value:02}",
}
