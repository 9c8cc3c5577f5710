"""Compute the numbers of list items, which a word processor does not store."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.reading.formats.word_number_formats import format_number

_LEVELS = 10
_CLOSES = re.compile(r"[、，。．：；）〕】」》\s]$")
"""matches a character at the end of a number that needs no blank before the text"""


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """The numbering of a level of a list."""

    parts: tuple[str | int, ...]
    """the text around the numbers, and the levels (from 0) whose numbers are shown; empty if the level has no number"""
    format: str = "decimal"
    """the name of its number format (ST_NumberFormat)"""
    start: int = 1
    is_attached: bool = False
    """whether the text follows the number without a blank"""


@dataclass(slots=True)
class ListCounters:
    """The numbers of one list, whose items are read from beginning to end."""

    _counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    """for each level the number of its last item; ``None`` before its first item"""

    def next(self, levels: Mapping[int, NumberLevel], level: int) -> str:
        """Count the next item on a level (from 0) and return its number, with a blank behind it where one is needed.

        The number is empty if the level has none or is not in ``levels``.
        """
        own = levels.get(level)
        if own is None or not 0 <= level < _LEVELS:
            return ""
        last = self._counts[level]
        self._counts[level] = own.start if last is None else last + 1
        self._counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        number = "".join(part if isinstance(part, str) else self._shown(levels.get(part), part) for part in own.parts)
        return number if not number or own.is_attached or _CLOSES.search(number) else f"{number} "

    def _shown(self, level: NumberLevel | None, number: int) -> str:
        if level is None:
            return ""
        count = self._counts[number]
        return format_number(level.start if count is None else count, level.format)


def without_bullet(number: str, level: int) -> str:
    """Return the number of a paragraph; a bullet before a heading is decoration and is left out.

    Args:
        number: the number or bullet.
        level: the level of the heading; 0 for ordinary text.
    """
    return number if not level or any(map(str.isalnum, number)) else ""
