"""Rich Text Format files (RTF 1.9.1).

The library striprtf was tried. It writes the addresses of links into the text, keeps hidden and deleted text and the
borders of cells, and takes quadratic time for a long line with fields.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.raised_text import subscript, superscript
from qa.reading.formats.rtf_encodings import TOKEN, font_encodings, known_encoding
from qa.reading.formats.rtf_notes import NUMBER_FORMATS, Notes, OpenNote
from qa.reading.formats.table_edges import EdgedCell, aligned_rows
from qa.reading.formats.table_grid import row_text

_BINARY = re.compile(rb"\\bin([0-9]{1,9}) ?")
_SKIPPED = {
    *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "revtbl", "rsidtbl", "info", "generator"),
    *(
        "pict",
        "object",
        "objdata",
        "fldinst",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
    ),
    *("footerf", "annotation", "atnid", "atnauthor", "xe", "tc", "bkmkstart", "bkmkend", "datastore", "pntext"),
    *("latentstyles", "colorschememapping", "filetbl", "private", "shppict", "sp", "userprops", "ftnsep", "aftnsep"),
    *("footerr", "themedata"),
}
"""names of groups that hold no text of the document"""
_KEPT = {"shptxt", "shpinst", "shp", "result", "fldrslt", "listtext", "footnote"}
"""names of groups that hold text although they may be marked for old programs to ignore"""
_CHARACTERS = {
    **{"tab": " ", "line": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002"},
    **{"bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
_WRITERS: dict[str, Callable[[str], str]] = {"super": superscript, "sub": subscript, "nosupersub": str}
_CHARACTER_PROPERTIES = {*_WRITERS, "f", "plain", "v", "strike", "striked", "deleted"}
_SIGNS = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\r": "\n", b"\n": "\n"}
_DEEPEST = 500
_DEEPEST_OUTLINE = 8


def rtf_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file: paragraphs with their numbers, and tables in place.

    A footnote follows its paragraph or table, and the endnotes follow the text.

    Hidden, struck and deleted text, headers and comments are left out.

    Raises:
        ReadingError: groups are nested too deep; ``source`` names the file in the message.
    """
    content = _without_binary(content)
    reader = _Reader(font_encodings(content))
    for match in TOKEN.finditer(content):
        reader.read(match)
        if len(reader.groups) > _DEEPEST:
            raise ReadingError(Message("RTF 文件套得太深：{source}。请用 Word 或 WPS 打开后另存为 docx", source=source))
    return replace(join_lines(reader.finished_lines()), encoding="rtf")


def _without_binary(content: bytes) -> bytes:
    """Remove pictures that are stored as raw bytes, which could be mistaken for control words."""
    parts: list[bytes] = []
    position = 0
    while match := _BINARY.search(content, position):
        parts.append(content[position : match.start()])
        position = match.end() + int(match[1])
    return b"".join((*parts, content[position:]))


@dataclass(slots=True)
class _Group:
    """The state inside a pair of braces."""

    is_skipped: bool = False
    is_hidden: frozenset[str] = frozenset()
    """the control words in effect that leave text out: those for hidden, struck and deleted text"""
    font: int | None = None
    position: str = "nosupersub"
    """the control word that raises or lowers the characters"""
    fallback: int = 1
    """number of characters after \\u that are meant for programs without Unicode"""


@dataclass(slots=True)
class _Reader:
    fonts: dict[int, str]
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    _encoding: str = "cp1252"
    _bytes: bytearray = field(default_factory=bytearray)
    """bytes in the current encoding that are not decoded yet"""
    _text: list[str] = field(default_factory=list)
    """the paragraph that is being read"""
    _to_skip: int = 0
    _may_be_ignored: bool = False
    """whether \\* stands before the next control word, so that old programs ignore the group"""
    _level: int = 0
    _is_in_table: bool = False
    _cell: list[str] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)
    _announced: list[EdgedCell] = field(default_factory=list)
    """the cells that the file announces for a row, without their texts"""
    _left: int = 0
    """left edge of the next announced cell"""
    _continues: bool = False
    """whether the next announced cell is merged with the one above"""
    _rows: list[list[EdgedCell]] = field(default_factory=list)
    _table_notes: list[Line] = field(default_factory=list)
    """footnotes of the table that is being read"""
    _tables: int = 0
    _lines: list[Line] = field(default_factory=list)
    _notes: Notes = field(default_factory=Notes)

    def read(self, match: re.Match[bytes]) -> None:
        """Read a control word, a character in hexadecimal digits, a sign, a brace or text."""
        word, number, digits, sign, brace, text = match.groups()
        if digits:
            self._append_bytes(bytes.fromhex(digits.decode()))
        elif text:
            self._append_bytes(text)
        elif brace:
            self._brace(brace)
        elif word:
            self._word(word.decode(), int(number) if number else None)
        elif sign == b"*":
            self._may_be_ignored = True
        elif sign in _SIGNS:
            self._append(_SIGNS[sign])

    def _brace(self, brace: bytes) -> None:
        self._decode()
        self._to_skip, self._may_be_ignored = 0, False
        if brace == b"{":
            self.groups.append(replace(self.groups[-1]))
        elif len(self.groups) > 1:
            if self._notes.open and self._notes.open.depth == len(self.groups):
                self._end_note()
            self.groups.pop()

    def finished_lines(self) -> Iterator[Line]:
        """Yield the lines of the whole text."""
        self._end_paragraph()
        self._end_table()
        yield from (*self._lines, *self._notes.take_footnotes(), *self._notes.endnotes)

    def _word(self, word: str, number: int | None) -> None:
        group = self.groups[-1]
        if word in _SKIPPED or (self._may_be_ignored and word not in _KEPT):
            self._decode()
            group.is_skipped = True
        self._may_be_ignored = False
        if word == "u" and number is not None:
            self._append(chr(number % 0x10000))
            self._to_skip = group.fallback
        elif word == "uc":
            group.fallback = number if number is not None else 1
        elif word == "ansicpg":
            self._encoding = known_encoding(number)
        elif word in _CHARACTERS:
            self._append(_CHARACTERS[word])
        elif word in _CHARACTER_PROPERTIES:
            self._decode()
            _set_property(group, word, number)
        elif not group.is_skipped and not self._note(word):
            self._layout(word, number)

    def _note(self, word: str) -> bool:
        """Read a control word if it concerns notes; return whether it does."""
        if word in NUMBER_FORMATS:
            self._notes.set_format(word)
        elif word == "chftn":
            self._append(self._notes.mark())
        elif word == "ftnalt":
            self._notes.become_endnote()
        elif word == "footnote" and self._notes.open is None:
            self._decode()
            self._notes.open = OpenNote(len(self.groups), self._text, self._level, self._is_in_table)
            self._text, self._is_in_table = [], False
            self.groups[-1].position = "nosupersub"
        else:
            return False
        return True

    def _end_note(self) -> None:
        """End the open note and return to the paragraph around it."""
        self._end_paragraph()
        note = self._notes.end()
        self._text, self._level, self._is_in_table = note.text, note.level, note.is_in_table
        if self._is_in_table:
            self._table_notes += self._notes.take_footnotes()

    def _layout(self, word: str, number: int | None) -> None:
        """Read a control word that concerns paragraphs or tables."""
        if word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word == "pard":
            self._level, self._is_in_table = 0, False
        elif word == "outlinelevel" and number is not None:
            self._level = number + 1 if 0 <= number <= _DEEPEST_OUTLINE else 0
        elif word == "intbl":
            self._is_in_table = True
        elif word in ("cell", "nestcell"):
            self._is_in_table = True
            self._end_paragraph()
            self._row.append(" ".join(self._cell))
            self._cell = []
        elif word in ("row", "nestrow"):
            self._end_row(self._announced if word == "row" else [])
        else:
            self._announce(word, number or 0)

    def _announce(self, word: str, number: int) -> None:
        """Read a control word that announces the cells of a row."""
        if word == "trowd":
            self._announced, self._left, self._continues = [], 0, False
        elif word == "trleft":
            self._left = number
        elif word == "clvmrg":
            self._continues = True
        elif word == "cellx":
            self._announced.append(EdgedCell("", self._left, self._continues))
            self._left, self._continues = number, False

    def _end_row(self, announced: list[EdgedCell]) -> None:
        places = [*announced[: len(self._row)], *[EdgedCell("")] * max(0, len(self._row) - len(announced))]
        self._rows.append([replace(place, text=text) for text, place in zip(self._row, places, strict=True)])
        self._row = []

    def _append_bytes(self, text: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text and self._is_shown():
            self._bytes += text

    def _append(self, text: str) -> None:
        self._decode()
        self._to_skip = 0
        if self._is_shown():
            self._text.append(text)

    def _is_shown(self) -> bool:
        return not self.groups[-1].is_skipped and not self.groups[-1].is_hidden

    def _decode(self) -> None:
        if self._bytes:
            font = self.groups[-1].font
            encoding = self.fonts.get(font, self._encoding) if font is not None else self._encoding
            text = bytes(self._bytes).decode(encoding, "replace")
            self._text.append(_WRITERS[self.groups[-1].position](text))
            self._bytes.clear()

    def _end_paragraph(self) -> None:
        self._decode()
        # A character beyond U+FFFF is written as two halves.
        text = "".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._text.clear()
        lines = [cleaned for line in text.split("\n") if (cleaned := " ".join(line.split()))]
        if self._notes.open:
            for line in lines:
                self._notes.add(Line(line))
        elif self._is_in_table:
            self._cell += lines
        elif lines:
            self._end_table()
            self._lines += [Line(line, self._level) for line in lines]
            self._lines += self._notes.take_footnotes()

    def _end_table(self) -> None:
        """Add the rows of the table that has ended, and then its footnotes.

        A table of one column is a frame and becomes paragraphs.
        """
        if self._cell or self._row:
            self._row.append(" ".join(self._cell))
            self._cell = []
            self._end_row([])
        rows, self._rows = self._rows, []
        is_frame = all(len(row) < 2 for row in rows)
        self._tables += 1
        for row in aligned_rows(rows):
            text = row_text(row)
            if text:
                self._lines.append(Line(text, table=0 if is_frame else self._tables))
        self._lines += self._table_notes
        self._table_notes = []


def _set_property(group: _Group, word: str, number: int | None) -> None:
    """Set a property of the characters that follow in a group."""
    if word == "f":
        group.font = number
    elif word == "plain":
        group.font, group.is_hidden, group.position = None, frozenset(), "nosupersub"
    elif word in _WRITERS:
        group.position = word
    else:
        group.is_hidden = group.is_hidden - {word} if number == 0 else group.is_hidden | {word}


FORMAT = Format(
    suffixes=(".rtf",),
    media_type="application/rtf",
    extract=rtf_text,
    signature=b"{\\rtf",
)
