"""The footnotes and endnotes of a Word file of the versions 97 to 2003 (MS-DOC 2.4.2, 2.8.16, 2.8.19)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

from qa.reading.formats.legacy_word_lists import NUMBER_FORMATS
from qa.reading.formats.legacy_word_properties import sprms
from qa.reading.formats.raised_text import superscript
from qa.reading.formats.word_number_formats import format_number

_SECTIONS = 6
"""number of the table of sections (PlcfSed)"""
_SECTION = 12
"""size in bytes of the description of a section (Sed)"""


@dataclass(frozen=True, slots=True)
class NoteKind:
    """The numbers by which a file stores one kind of notes: footnotes or endnotes."""

    part: int
    """number of the part of the text that holds the notes"""
    references: int
    """number of the table that states which characters refer to the notes"""
    texts: int
    """number of the table that states where the notes begin in their part"""
    number_format: int
    """code of the property of a section that states the number format"""
    default_format: int


FOOTNOTES = NoteKind(1, 2, 3, 0x5040, 0)
ENDNOTES = NoteKind(5, 46, 47, 0x5042, 2)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its mark, and its range of characters in the whole text."""

    kind: NoteKind
    mark: str
    """the mark as the text shows it: ¹, ①, [i]; empty if the author typed it"""
    reference: int
    """the index of the character that refers to it"""
    start: int
    end: int


def read_notes(kind: NoteKind, table: Callable[[int], bytes], main: bytes, part_start: int) -> Iterator[Note]:
    """Yield the notes of a kind, in the order of the text.

    Args:
        kind: the kind.
        table: returns a table of the file by its number.
        main: the stream ``WordDocument``.
        part_start: the index of the first character of the part that holds the notes.
    """
    references, texts = table(kind.references), table(kind.texts)
    count = max(0, (len(references) - 4) // 6)
    ends = unpack_from(f"<{len(texts) // 4}I", texts)
    number_format = NUMBER_FORMATS.get(_number_format(kind, table(_SECTIONS), main), "decimal")
    number = 0
    for index, (start, end) in enumerate(pairwise(ends[: count + 1])):
        (reference,) = unpack_from("<I", references, 4 * index)
        is_numbered = unpack_from("<H", references, 4 * (count + 1) + 2 * index)[0] != 0
        number += is_numbered
        mark = format_number(number, number_format) if is_numbered else ""
        shown = superscript(mark) if mark.isdecimal() or not mark.isascii() or not mark else f"[{mark}]"
        yield Note(kind, shown, reference, part_start + start, part_start + end)


def _number_format(kind: NoteKind, sections: bytes, main: bytes) -> int:
    """Return the code of the number format that the first section states; the default of the kind if it states none."""
    count = max(0, (len(sections) - 4) // (4 + _SECTION))
    if not count:
        return kind.default_format
    (position,) = unpack_from("<I", sections, 4 * (count + 1) + 2)
    if position + 2 > len(main):
        return kind.default_format
    (size,) = unpack_from("<H", main, position)
    properties = dict(sprms(main[position + 2 : position + 2 + size]))
    found = properties.get(kind.number_format, b"")
    return int.from_bytes(found, "little") if found else kind.default_format
