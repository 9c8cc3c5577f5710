"""The paragraph numbers that Word computes but does not store: 第一条, 一、, 1.1 (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.language.official import chinese_digits, chinese_numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_LETTERS = 26
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SEQUENCES = {
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_CHINESE_COUNTING = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
    *("taiwaneseCountingThousand", "ideographDigital"),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    """the number with placeholders for the counts: 第%1条"""


@dataclass(slots=True)
class Numbering:
    """The counters of the numbered paragraphs of one document, which is read from beginning to end.

    Args:
        root: the root element of the document's numbering part; ``None`` if it has no numbered paragraphs.
    """

    root: "_Element | None"
    _counts: dict[str, list[int]] = field(default_factory=dict)
    """abstract numbering → the last number of each level"""
    _started: set[str] = field(default_factory=set)
    """the numberings whose restart has been applied"""

    def next(self, number_id: str, level: int) -> str:
        """Return the number of the next paragraph of a numbering; empty for a bullet or an unknown numbering."""
        if self.root is None or not 0 <= level < _LEVELS:
            return ""
        number = next((n for n in self.root.iterfind(f"{W}num") if n.get(f"{W}numId") == number_id), None)
        reference = number.find(f"{W}abstractNumId") if number is not None else None
        if number is None or reference is None:
            return ""
        abstract_id = reference.get(f"{W}val", "")
        abstract = self._abstract(abstract_id)
        if abstract is None:
            return ""
        levels = {_integer(e, "ilvl", 0, attribute=True): _level(e) for e in abstract.iterfind(f"{W}lvl")}
        counts = self._counts.setdefault(abstract_id, [0] * _LEVELS)
        self._restart(number, number_id, counts)
        own = levels.get(level)
        if own is None:
            return ""
        counts[level] = counts[level] + 1 if counts[level] else own.start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return _fill_in(levels, counts, level)

    def _abstract(self, abstract_id: str) -> "_Element | None":
        assert self.root is not None
        found = self.root.iterfind(f"{W}abstractNum")
        return next((a for a in found if a.get(f"{W}abstractNumId") == abstract_id), None)

    def _restart(self, number: "_Element", number_id: str, counts: list[int]) -> None:
        """Restart the counters of a numbering that overrides where its abstract numbering starts, once."""
        if number_id in self._started:
            return
        self._started.add(number_id)
        for override in number.iterfind(f"{W}lvlOverride"):
            level = _integer(override, "ilvl", 0, attribute=True)
            if override.find(f"{W}startOverride") is not None and 0 <= level < _LEVELS:
                counts[level] = _integer(override, "startOverride", 1) - 1


def _level(element: "_Element") -> _Level:
    return _Level(_integer(element, "start", 1), _value(element, "numFmt", "decimal"), _value(element, "lvlText", ""))


def _fill_in(levels: dict[int, _Level], counts: list[int], level: int) -> str:
    """Return the text of a level with the counts in place of %1 to %9."""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        shown = levels.get(at)
        return _format(counts[at] or shown.start, shown.format) if shown else ""

    own = levels[level]
    return "" if own.format in ("bullet", "none") else re.sub(r"%([1-9])", number, own.text)


def _format(value: int, number_format: str) -> str:
    """Return a number in a format of ST_NumberFormat; formats that are not listed here give Arabic digits."""
    if value < 1:
        return str(value)
    if number_format in _CHINESE_COUNTING:
        return chinese_numeral(value) if value < 10_000 else chinese_digits(value)
    if number_format in _SEQUENCES and value <= len(_SEQUENCES[number_format]):
        return _SEQUENCES[number_format][value - 1]
    if number_format in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman.upper() if number_format == "upperRoman" else roman
    return f"{value:02}" if number_format == "decimalZero" else str(value)


def _roman(value: int) -> str:
    roman = ""
    for worth, sign in _ROMAN:
        roman, value = roman + sign * (value // worth), value % worth
    return roman


def _value(parent: "_Element", name: str, default: str) -> str:
    child = parent.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", default)


def _integer(element: "_Element", name: str, default: int, *, attribute: bool = False) -> int:
    text = element.get(f"{W}{name}", "") if attribute else _value(element, name, "")
    return int(text) if text.lstrip("-").isdecimal() else default
