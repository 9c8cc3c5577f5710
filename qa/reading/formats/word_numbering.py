"""The paragraph numbers that Word computes but does not store: 第一条, 一、, 1.1 (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from qa.reading.formats.word_number_formats import format_number
from qa.reading.formats.word_styles import W
from qa.reading.formats.word_symbols import bullet

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_DEEPEST_LINK = 10
_CLOSES = re.compile(r"[、，。．：；）〕】」》\s]$")
"""matches a character at the end of a number that needs no blank before the text"""
_ANY_LEVEL = _LEVELS


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a numbering."""

    start: int
    format: str
    text: str
    """the number with placeholders for the counts: 第%1条"""
    suffix: str
    """separator between number and text: tab, space or nothing"""
    restart: int
    """number of levels, counted from the top, whose paragraphs restart this level; 0 if no paragraph restarts it"""
    style: str
    """the paragraph style that is bound to the level"""
    is_legal: bool
    """whether the counts of all levels are written in Arabic digits"""
    is_hidden: bool


@dataclass(slots=True)
class _List:
    """A numbering: the levels of its abstract numbering with its own overrides."""

    abstract: str
    """the id of the abstract numbering; numberings with the same abstract numbering count together"""
    levels: dict[int, _Level]
    starts: dict[int, int]
    """for each level that restarts, its first number"""


@dataclass(slots=True)
class Numbering:
    """The counters of the numbered paragraphs of one document, which is read from beginning to end.

    Args:
        root: the root element of the document's numbering part; ``None`` if it has no numbered paragraphs.
        style_numbers: id of a numbering style → id of its numbering.
    """

    root: "_Element | None"
    style_numbers: dict[str, str] = field(default_factory=dict)
    _lists: dict[str, _List | None] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    """for each abstract numbering, the last number of each level; ``None`` for a level that has yet to begin"""
    _started: set[str] = field(default_factory=set)
    """the numberings whose restart has been applied"""
    _parts: "_Definitions | None" = None

    def next(self, number_id: str, level: int, styles: Sequence[str] = ()) -> str:
        """Count the next paragraph, and return its number with a blank behind it where one is needed.

        Args:
            number_id: the id of the numbering.
            level: the level that the paragraph states, from 0.
            styles: the ids of the paragraph's styles, nearest first, if its numbering comes from a style; a level that
                is bound to one of them is taken instead of ``level``.

        Returns:
            The number or bullet; empty for an unknown numbering or level, and for a level that hides its number.
        """
        numbering = self._list(number_id)
        if numbering is None:
            return ""
        bound = {own.style: at for at, own in numbering.levels.items() if own.style}
        level = next((bound[style] for style in styles if style in bound), level)
        own = numbering.levels.get(level)
        if own is None:
            return ""
        counts = self._counts.setdefault(numbering.abstract, [None] * _LEVELS)
        if number_id not in self._started:
            self._started.add(number_id)
            for at in numbering.starts:
                counts[at] = None
        last = counts[level]
        counts[level] = numbering.starts.get(level, own.start) if last is None else last + 1
        for lower in range(level + 1, _LEVELS):
            definition = numbering.levels.get(lower)
            if definition is None or level < definition.restart:
                counts[lower] = None
        return _number(numbering, counts, own)

    def _list(self, number_id: str) -> _List | None:
        if self.root is not None and self._parts is None:
            self._parts = _Definitions(self.root, self.style_numbers)
        if number_id not in self._lists:
            self._lists[number_id] = self._parts.numbering(number_id) if self._parts else None
        return self._lists[number_id]


@dataclass
class _Definitions:
    """The numbering part of a document."""

    root: "_Element"
    style_numbers: dict[str, str]

    @cached_property
    def numbers(self) -> "dict[str, _Element]":
        """The elements of the numberings, by id."""
        return {number.get(f"{W}numId", ""): number for number in self.root.iterfind(f"{W}num")}

    @cached_property
    def abstracts(self) -> "dict[str, _Element]":
        """The elements of the abstract numberings, by id."""
        return {a.get(f"{W}abstractNumId", ""): a for a in self.root.iterfind(f"{W}abstractNum")}

    @cached_property
    def linked(self) -> dict[str, str]:
        """For each numbering style, the id of the abstract numbering that defines it."""
        links = {_value(a, "styleLink", ""): name for name, a in self.abstracts.items()}
        return {style: name for style, name in links.items() if style}

    def numbering(self, number_id: str) -> _List | None:
        """Return a numbering; ``None`` if the document does not define it."""
        number = self.numbers.get(number_id)
        abstract_id = self._abstract_id(number_id)
        if number is None or abstract_id is None:
            return None
        levels = {_integer(e, "ilvl", 0, attribute=True): _level(e) for e in self._levels(abstract_id)}
        starts: dict[int, int] = {}
        for override in number.iterfind(f"{W}lvlOverride"):
            at = _integer(override, "ilvl", 0, attribute=True)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[at] = _level(own)
            if override.find(f"{W}startOverride") is not None and 0 <= at < _LEVELS:
                starts[at] = _integer(override, "startOverride", 1)
        return _List(abstract_id, {at: own for at, own in levels.items() if 0 <= at < _LEVELS}, starts)

    def _levels(self, abstract_id: str) -> "list[_Element]":
        return self.abstracts[abstract_id].findall(f"{W}lvl")

    def _abstract_id(self, number_id: str) -> str | None:
        """Return the id of a numbering's abstract numbering; ``None`` if the document does not define it.

        If the abstract numbering has no levels but refers to a numbering style, the id of the abstract numbering that
        defines this style is returned.
        """
        for _ in range(_DEEPEST_LINK):
            number = self.numbers.get(number_id)
            abstract_id = "" if number is None else _value(number, "abstractNumId", "")
            if abstract_id not in self.abstracts:
                return None
            style = _value(self.abstracts[abstract_id], "numStyleLink", "")
            if not style or self._levels(abstract_id):
                return abstract_id
            if style in self.linked:
                return self.linked[style]
            number_id = self.style_numbers.get(style, "")
        return None


def _level(element: "_Element") -> _Level:
    number_format = next(element.iter(f"{W}numFmt"), None)
    named = "decimal" if number_format is None else number_format.get(f"{W}val", "decimal")
    hidden = element.find(f"{W}rPr/{W}vanish")
    text = _value(element, "lvlText", "")
    if named == "bullet":
        fonts = element.find(f"{W}rPr/{W}rFonts")
        text = bullet(text, "" if fonts is None else fonts.get(f"{W}ascii", ""))
    return _Level(
        start=_integer(element, "start", 1),
        format=number_format.get(f"{W}format", "") if number_format is not None and named == "custom" else named,
        text=text,
        suffix=_value(element, "suff", "tab"),
        restart=_integer(element, "lvlRestart", _ANY_LEVEL),
        style=_value(element, "pStyle", ""),
        is_legal=_is_on(element, "isLgl"),
        is_hidden=hidden is not None and _is_on(element, "rPr/vanish"),
    )


def _number(numbering: _List, counts: Sequence[int | None], own: _Level) -> str:
    """Return the text of a level with the counts in place of %1 to %9; empty if the level hides its number.

    A blank follows the number, unless the level has no separator or the number ends with a mark such as 、.
    """

    def count(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        shown = numbering.levels.get(at)
        if shown is None:
            return ""
        value = counts[at]
        # A level above that has not been used yet shows its start.
        value = numbering.starts.get(at, shown.start) if value is None else value
        return format_number(value, "decimal" if own.is_legal else shown.format)

    if own.is_hidden:
        return ""
    number = re.sub(r"%([1-9])", count, own.text)
    return number if not number or own.suffix == "nothing" or _CLOSES.search(number) else f"{number} "


def _value(parent: "_Element", name: str, default: str) -> str:
    child = parent.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", default)


def _is_on(parent: "_Element", path: str) -> bool:
    child = parent.find("/".join(f"{W}{name}" for name in path.split("/")))
    return child is not None and child.get(f"{W}val", "true") not in ("0", "false", "off")


def _integer(element: "_Element", name: str, default: int, *, attribute: bool = False) -> int:
    text = element.get(f"{W}{name}", "") if attribute else _value(element, name, "")
    return int(text) if text.lstrip("-").isdecimal() else default
