"""The characters of a Word file of the versions 97 to 2003: pieces, fields and symbols (MS-DOC 2.4.1)."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from struct import unpack_from

from qa.reading.formats.legacy_word_notes import Note
from qa.reading.formats.legacy_word_properties import PropertyTable, Run
from qa.reading.formats.raised_text import subscript, superscript

_COMPRESSED = 0x40000000
"""bit that is set in the position of a piece with one byte per character"""
_MARKS = "\r\x07\x0c"
"""three marks: at the end of a paragraph, at the end of a cell or row, and at the end of a page or section"""
_FIELD_BEGIN, _FIELD_RESULT = "\x13", "\x14"
_FIELD_MARKS = "\x13\x14\x15"
_NOTE = "\x02"
"""the character in the place of the automatic mark of a note"""
_PARTS = re.compile(r"[\r\x07\x0c]|[\x13-\x15]|\x02|[^\r\x07\x0c\x13-\x15\x02]+")
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\xad": ""}
_SHOWN_TABLE = str.maketrans({**{chr(code): "" for code in range(32) if chr(code) not in "\t\n"}, **_SHOWN})
_WRITERS = {1: superscript, 2: subscript}
_SYMBOLS = {
    0x6F: "□",
    0xA8: "□",
    0x71: "□",
    0x72: "□",
    0xFE: "☑",
    0x52: "☑",
    0xFD: "☒",
    0x53: "☒",
    0xFC: "✓",
    0xFB: "×",
}
"""characters by their codes in Wingdings and Wingdings 2; only those that forms use"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of characters, and the offset of its bytes in the main stream."""

    start: int
    end: int
    offset: int
    width: int
    """bytes of a character: 1 or 2"""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with the mark that follows it, and the position of the mark in the main stream."""

    text: str
    mark: str
    position: int
    notes: tuple[Note, ...] = ()
    """the notes that the text refers to"""


def pieces(table: bytes) -> Iterator[Piece]:
    """Yield the pieces of the text that the table of pieces (Clx) lists."""
    position = 0
    while table[position] == 1:
        position += 3 + unpack_from("<H", table, position + 1)[0]
    (size,) = unpack_from("<I", table, position + 1)
    piece_table = table[position + 5 : position + 5 + size]
    count = (len(piece_table) - 4) // 12
    bounds = unpack_from(f"<{count + 1}I", piece_table)
    for number in range(count):
        (place,) = unpack_from("<I", piece_table, 4 * (count + 1) + 8 * number + 2)
        compressed = bool(place & _COMPRESSED)
        offset = place & ~_COMPRESSED
        yield Piece(bounds[number], bounds[number + 1], offset // 2 if compressed else offset, 1 if compressed else 2)


class _Fields:
    """The fields that are open at the current position; a field consists of an instruction and its result."""

    def __init__(self) -> None:
        self._in_instruction: list[bool] = []

    @property
    def are_shown(self) -> bool:
        """Whether text at the current position is displayed."""
        return not any(self._in_instruction)

    def read(self, mark: str) -> None:
        """Read a mark: the beginning of a field, the beginning of its result, or its end."""
        if mark == _FIELD_BEGIN:
            self._in_instruction.append(True)
        elif self._in_instruction:
            self._in_instruction.pop()
            if mark == _FIELD_RESULT:
                self._in_instruction.append(False)


@dataclass(frozen=True)
class WordText:
    """The text of a file.

    Args:
        main: the stream ``WordDocument``.
        pieces: the pieces in the order of the text.
        runs: the properties of the runs.
        notes: the notes.
    """

    main: bytes
    pieces: tuple[Piece, ...]
    runs: PropertyTable[Run]
    notes: tuple[Note, ...] = ()

    def marked(self, start: int, end: int) -> Iterator[MarkedText]:
        """Yield the texts between the marks (``_MARKS``) in a range of characters; a field is replaced by its result.

        Hidden, struck and deleted characters are left out. A hidden paragraph mark joins two paragraphs; hidden marks
        of cells and rows are kept. A text at the end without a mark gets a paragraph mark at position 0.
        """
        fields = _Fields()
        texts: list[str] = []
        notes: list[Note] = []
        for text, position, width in self._visible(start, end):
            at = position
            for part in _PARTS.findall(text):
                if part in _FIELD_MARKS:
                    fields.read(part)
                elif part == "\x07" or (part in _MARKS and fields.are_shown):
                    yield MarkedText("".join(texts).translate(_SHOWN_TABLE), part, at, tuple(notes))
                    texts.clear()
                    notes.clear()
                elif part == _NOTE and fields.are_shown:
                    texts.append(self._marks.get(at, ""))
                    notes += [self._references[at]] if at in self._references else []
                elif fields.are_shown:
                    texts.append(part)
                at += _size(part, width)
        if texts or notes:
            yield MarkedText("".join(texts).translate(_SHOWN_TABLE), "\r", 0, tuple(notes))

    @cached_property
    def _references(self) -> Mapping[int, Note]:
        """Map positions in the main stream to notes: each position is that of the character that refers to the note."""
        return {self._position(note.reference): note for note in self.notes}

    @cached_property
    def _marks(self) -> Mapping[int, str]:
        """Map positions in the main stream to the marks of notes.

        A mark has two positions: that of the character that refers to the note, and that of the note's first character.
        """
        at_notes = {self._position(note.start): note.mark for note in self.notes}
        return at_notes | {position: note.mark for position, note in self._references.items()}

    def _position(self, character: int) -> int:
        """Return the position of a character in the main stream; -1 for a character in no piece."""
        number = bisect_right(self.pieces, character, key=lambda piece: piece.start) - 1
        if number < 0 or character >= self.pieces[number].end:
            return -1
        piece = self.pieces[number]
        return piece.offset + piece.width * (character - piece.start)

    def _visible(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Yield runs of visible text with their position in the main stream and the number of bytes of a character.

        Hidden marks of cells and rows are yielded too, because they are part of the table.
        """
        for piece in self.pieces:
            first, last = max(start, piece.start), min(end, piece.end)
            if first >= last:
                continue
            position = piece.offset + piece.width * (first - piece.start)
            behind = min(len(self.main), piece.offset + piece.width * (last - piece.start))
            while position < behind:
                change = min(behind, self.runs.next_change(position))
                run = self.runs.at(position)
                encoding = "cp1252" if piece.width == 1 else "utf-16-le"
                text = self.main[position:change].decode(encoding, "replace")
                if run.position in _WRITERS and text.isprintable():
                    text = _WRITERS[run.position](text)
                if run.symbol and not run.is_left_out:
                    yield _symbol(run.symbol) * len(text), position, piece.width
                elif not run.is_left_out or "\x07" in text:
                    yield "\x07" * text.count("\x07") if run.is_left_out else text, position, piece.width
                position = change


def _size(text: str, width: int) -> int:
    """Return the number of bytes of a text in the main stream; a character beyond U+FFFF takes two UTF-16 units."""
    return width * len(text) if text.isascii() or width == 1 else len(text.encode("utf-16-le", "surrogatepass"))


def _symbol(code: int) -> str:
    """Return the character for the code of a symbol; empty for an unknown code of a symbol font (U+E000 to U+F8FF)."""
    if 0xE000 <= code <= 0xF8FF:
        return _SYMBOLS.get(code & 0xFF, "")
    return chr(code)
