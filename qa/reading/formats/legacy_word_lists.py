"""The lists and the styles of a Word file of the versions 97 to 2003 (MS-DOC 2.9.147, 2.9.131, 2.9.271)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from struct import unpack_from

from qa.reading.formats.legacy_word_properties import Paragraph, paragraph
from qa.reading.formats.list_numbers import ListCounters, NumberLevel
from qa.reading.formats.word_symbols import bullet

_LIST_BYTES, _OVERRIDE_BYTES, _LEVEL_BYTES = 28, 16, 28
_LEVELS = 9
NUMBER_FORMATS = {
    **{1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal", 22: "decimalZero"},
    **{10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 16: "ideographLegalTraditional"},
    **{17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2"},
    **{26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese"},
    **{29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting"},
    **{34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital"},
    **{37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand"},
}
"""names of number formats by their MSONFC codes (MS-OSHARED 2.2.1.3)"""
_BULLET, _NONE = 23, 255
_NOTHING = 2
"""code for a number that the text follows without a tab or blank"""
_HEADINGS, _TITLE = range(1, 10), 62
"""the identifiers of the nine built-in heading styles, and that of the built-in style for titles"""
_DEEPEST_STYLE = 20


@dataclass(slots=True)
class _Override:
    """A reference to a list (LFO) that paragraphs use, with the levels that it overrides."""

    list_id: int
    levels: dict[int, NumberLevel] = field(default_factory=dict)
    restarted: set[int] = field(default_factory=set)
    """levels whose numbers restart"""


@dataclass(slots=True)
class Lists:
    """The lists of a file with their counters.

    Args:
        lists: list id → its levels.
        overrides: the references to lists that paragraphs use.
    """

    lists: dict[int, list[NumberLevel]]
    overrides: list[_Override]
    _counters: dict[int, ListCounters] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, tables: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> "Lists":
        """Read the lists.

        Args:
            tables: the stream with the tables.
            lists: position and size in bytes of the table of the lists (PlfLst); the levels stand after this table.
            overrides: position and size in bytes of the table of the overrides (PlfLfo).
        """
        return cls(_read_lists(tables, *lists), _read_overrides(tables, *overrides))

    def number(self, numbering: int, level: int) -> str:
        """Count the next paragraph of a list and return its number, with a blank behind it where one is needed.

        Args:
            numbering: the number of the reference to the list, from 1.
            level: the level of the paragraph in the list, from 0.

        Returns:
            The number or bullet; empty for an unknown list and for a level without a number.
        """
        if not 1 <= numbering <= len(self.overrides):
            return ""
        override = self.overrides[numbering - 1]
        levels = {**dict(enumerate(self.lists.get(override.list_id, []))), **override.levels}
        if numbering not in self._seen and override.restarted:
            self._counters[override.list_id] = ListCounters()
        self._seen.add(numbering)
        return self._counters.setdefault(override.list_id, ListCounters()).next(levels, level)


def _read_lists(tables: bytes, position: int, size: int) -> dict[int, list[NumberLevel]]:
    if size < 2:
        return {}
    (count,) = unpack_from("<H", tables, position)
    levels_at = position + size
    lists: dict[int, list[NumberLevel]] = {}
    for number in range(count):
        entry = position + 2 + _LIST_BYTES * number
        (list_id,) = unpack_from("<i", tables, entry)
        levels: list[NumberLevel] = []
        for _ in range(1 if tables[entry + 26] & 1 else _LEVELS):
            level, levels_at = _read_level(tables, levels_at)
            levels.append(level)
        lists[list_id] = levels
    return lists


def _read_level(tables: bytes, position: int) -> tuple[NumberLevel, int]:
    """Return a level (LVL) and the position after it."""
    start, number_format = unpack_from("<iB", tables, position)
    runs, paragraphs = tables[position + 24], tables[position + 25]
    text_at = position + _LEVEL_BYTES + runs + paragraphs
    (length,) = unpack_from("<H", tables, text_at)
    text = tables[text_at + 2 : text_at + 2 + 2 * length].decode("utf-16-le", "replace")
    parts = tuple(ord(character) if ord(character) < _LEVELS else character for character in text)
    if number_format == _NONE:
        parts = ()
    elif number_format == _BULLET:
        parts = (bullet(text),)
    is_attached = tables[position + 15] == _NOTHING
    level = NumberLevel(parts, NUMBER_FORMATS.get(number_format, "decimal"), start, is_attached)
    return level, text_at + 2 + 2 * length


def _read_overrides(tables: bytes, position: int, size: int) -> list[_Override]:
    if size < 4:
        return []
    (count,) = unpack_from("<I", tables, position)
    count = min(count, (size - 4) // _OVERRIDE_BYTES)
    overrides: list[_Override] = []
    data_at = position + 4 + _OVERRIDE_BYTES * count
    for number in range(count):
        entry = position + 4 + _OVERRIDE_BYTES * number
        override = _Override(unpack_from("<i", tables, entry)[0])
        data_at += 4
        for _ in range(tables[entry + 12]):
            data_at = _read_changed_level(tables, data_at, override)
        overrides.append(override)
    return overrides


def _read_changed_level(tables: bytes, position: int, override: _Override) -> int:
    """Add a changed level (LFOLVL) to an override and return the position after it."""
    (flags,) = unpack_from("<I", tables, position + 4)
    position += 8
    level = flags & 0xF
    if flags & 0x20:
        override.levels[level], position = _read_level(tables, position)
    if flags & 0x10:
        override.restarted.add(level)
    return position


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style."""

    identifier: int
    based_on: int
    properties: Paragraph


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their number."""

    styles: dict[int, Style]

    @classmethod
    def of(cls, sheet: bytes) -> "Styles":
        """Read a style sheet (STSH); from a damaged style sheet, the styles before the damage are read."""
        return cls(dict(_read_styles(sheet)))

    def is_title(self, style: int) -> bool:
        """Return whether a style is the built-in style for titles."""
        return style in self.styles and self.styles[style].identifier == _TITLE

    def completed(self, own: Paragraph) -> Paragraph:
        """Return the properties of a paragraph, with the outline level and the list that it inherits from its style.

        An outline level or a list that the paragraph does not state comes from the nearest style that states it: the
        style of the paragraph, or else the first of the styles on which that style is based.
        A built-in heading style without an outline level has the level of its name: 0 for Heading 1.
        """
        number, depth = own.style, 0
        while number in self.styles and depth < _DEEPEST_STYLE:
            style = self.styles[number]
            given = style.properties
            heading = style.identifier - 1 if style.identifier in _HEADINGS else None
            if own.outline is None:
                own = replace(own, outline=given.outline if given.outline is not None else heading)
            if own.numbering is None and given.numbering is not None:
                own = replace(own, numbering=given.numbering, level=own.level or given.level)
            number, depth = style.based_on, depth + 1
        return own


def _read_styles(sheet: bytes) -> Iterator[tuple[int, Style]]:
    if len(sheet) < 6:
        return
    header, count, base = unpack_from("<HHH", sheet)
    position = 2 + header
    for number in range(count):
        if position + 2 > len(sheet):
            return
        (size,) = unpack_from("<H", sheet, position)
        entry = sheet[position + 2 : position + 2 + size]
        position += 2 + size + size % 2
        if len(entry) >= base + 2 and base >= 6:
            yield number, _read_style(entry, base)


def _read_style(entry: bytes, base: int) -> Style:
    """Return a style (STD): its identifier, its base and the properties of its paragraphs."""
    identifier, kind = unpack_from("<HH", entry)
    properties = Paragraph()
    (length,) = unpack_from("<H", entry, base)
    at = base + 2 + 2 * length + 2
    if kind & 0xF == 1 and at + 4 <= len(entry):
        (size,) = unpack_from("<H", entry, at)
        properties = paragraph(0, entry[at + 4 : at + 2 + size])
    return Style(identifier & 0xFFF, kind >> 4, properties)
