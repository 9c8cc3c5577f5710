"""Word files of the versions 97 to 2003 and WPS texts: doc and wps (MS-DOC).

The library legacy-doc was tried. It joins the rows of a table, keeps the instructions of fields, hidden and
deleted text, headers and comments, and leaves out the numbers of paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise, zip_longest
from struct import unpack_from
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.encrypted import encrypted_error
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.legacy_word_lists import Lists, Styles
from qa.reading.formats.legacy_word_notes import ENDNOTES, FOOTNOTES, Note, read_notes
from qa.reading.formats.legacy_word_properties import Paragraph, PropertyTable, paragraph_properties, run_properties
from qa.reading.formats.legacy_word_text import WordText, pieces
from qa.reading.formats.list_numbers import without_bullet
from qa.reading.formats.ole_file import open_ole
from qa.reading.formats.table_edges import EdgedCell, aligned_rows
from qa.reading.formats.table_grid import row_text

if TYPE_CHECKING:
    from olefile import OleFileIO

_MAGIC = 0xA5EC
_OLDEST = 0xC1
"""version number of Word 97; files of older versions have another structure"""
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_STYLES, _RUNS, _PARAGRAPHS, _PIECES, _LISTS, _LIST_OVERRIDES = 1, 12, 13, 33, 73, 74
"""numbers of tables in the list of tables (FibRgFcLcb97)"""
_LENGTHS = 0x4C
"""offset in the header of the lengths of main text, footnotes, headers, macros, comments, endnotes and text boxes"""
_TEXT, _FOOTNOTES, _ENDNOTES, _BOXES = 0, 1, 5, 6
"""numbers of the parts of the text that are read"""
_DEEPEST_OUTLINE = 8


def legacy_word_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file: paragraphs with their numbers, tables in place, then text boxes.

    A footnote follows its paragraph or table, and the endnotes follow the text.

    Hidden, struck and deleted text, headers and comments are left out.

    Raises:
        ReadingError: the file is damaged, encrypted, or older than Word 97; ``source`` names it in the message.
    """
    ole = open_ole(content)
    try:
        if ole is None:
            raise ValueError("not a compound file")
        lines, title = _lines(_Streams.of(ole, source))
    except ReadingError:
        raise
    except Exception as error:
        # A damaged file can make olefile and struct raise almost anything.
        raise ReadingError(
            Message(
                "Word 文件打不开：{source}（文件损坏或不是 doc）。请用 Word 或 WPS 打开后另存为 docx", source=source
            )
        ) from error
    return replace(join_lines(lines, title), encoding="doc")


@dataclass(frozen=True, slots=True)
class _Streams:
    """The streams ``WordDocument``, ``0Table`` or ``1Table``, and ``Data`` of a file; ``Data`` may be empty."""

    main: bytes
    tables: bytes
    data: bytes

    @classmethod
    def of(cls, ole: "OleFileIO", source: str) -> "_Streams":
        """Read the streams.

        Raises:
            ReadingError: the file is encrypted or too old.
        """
        main = ole.openstream("WordDocument").read()
        magic, version = unpack_from("<HH", main)
        (flags,) = unpack_from("<H", main, 0x0A)
        if magic != _MAGIC or version < _OLDEST:
            raise ReadingError(
                Message("Word 版本太旧：{source}（Word 95 或更早）。请用 Word 或 WPS 打开后另存为 docx", source=source)
            )
        if flags & _ENCRYPTED:
            raise encrypted_error(source)
        tables = ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        return cls(main, tables, ole.openstream("Data").read() if ole.exists("Data") else b"")

    def place(self, number: int) -> tuple[int, int]:
        """Return the position in ``tables`` and the size, in bytes, of a table by its number in the list of tables."""
        position, size = unpack_from("<II", self.main, 0x9A + 8 * number)
        return position, size

    def table(self, number: int) -> bytes:
        """Return a table by its number in the list of tables; empty if the file has none."""
        position, size = self.place(number)
        return self.tables[position : position + size]

    def parts(self) -> list[tuple[int, int]]:
        """Return the start and the end (exclusive) of each part of the text, in the order of ``_LENGTHS``."""
        ends = list(accumulate(unpack_from("<7I", self.main, _LENGTHS)))
        return list(pairwise([0, *ends]))


def _lines(streams: _Streams) -> tuple[list[Line], str]:
    """Return the lines of the text, its notes and its text boxes, and the title."""
    parts = streams.parts()
    notes = [
        note
        for kind in (FOOTNOTES, ENDNOTES)
        for note in read_notes(kind, streams.table, streams.main, parts[kind.part][0])
    ]
    text = WordText(
        streams.main,
        tuple(pieces(streams.table(_PIECES))),
        run_properties(streams.main, streams.table(_RUNS)),
        tuple(notes),
    )
    reader = _Reader(
        paragraph_properties(streams.main, streams.table(_PARAGRAPHS), streams.data),
        Styles.of(streams.table(_STYLES)),
        Lists.of(streams.tables, streams.place(_LISTS), streams.place(_LIST_OVERRIDES)),
        text,
    )
    lines = [*reader.lines(*parts[_TEXT]), *reader.endnotes()]
    # A damaged file may have notes that nothing refers to.
    unread = [range_ for kind in (_FOOTNOTES, _ENDNOTES) for range_ in reader.unread(parts[kind])]
    for start, end in (*unread, parts[_BOXES]):
        lines += reader.lines(start, end)
    return lines, reader.title


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Reader:
    paragraphs: PropertyTable[Paragraph]
    styles: Styles
    lists: Lists
    text: WordText
    title: str = ""
    _tables: int = 0
    _rows: list[tuple[list[_Cell], Paragraph]] = field(default_factory=list)
    """rows of the current table, each with the properties of its end mark"""
    _row: list[_Cell] = field(default_factory=list)
    _cell: list[Line] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)
    """notes of the paragraph or table that is being read"""
    _endnotes: list[Note] = field(default_factory=list)
    _read: set[Note] = field(default_factory=set)

    def lines(self, start: int, end: int) -> Iterator[Line]:
        """Yield the paragraphs and table rows in a range of characters, with their footnotes; keep the endnotes."""
        for marked in self.text.marked(start, end):
            properties = self.styles.completed(self.paragraphs.at(marked.position))
            is_cell = marked.mark == "\x07"
            is_in_table = is_cell or properties.is_in_table
            if not is_in_table:
                yield from self._table()
            self._notes += marked.notes
            if is_cell and properties.ends_row:
                self._rows.append((self._row, properties))
                self._row = []
            elif is_in_table:
                self._cell += self._paragraph(marked.text, properties)
                if is_cell:
                    self._row.append(_Cell(tuple(self._cell)))
                    self._cell = []
            else:
                yield from self._paragraph(marked.text, properties)
                yield from self._footnotes()
        yield from self._table()

    def _footnotes(self) -> Iterator[Line]:
        """Yield the lines of the footnotes of the paragraph or table that has been read; keep its endnotes.

        A note that has been read before is left out.
        """
        notes, self._notes = self._notes, []
        for note in notes:
            if note in self._read:
                continue
            if note.kind is ENDNOTES:
                self._endnotes.append(note)
            else:
                self._read.add(note)
                yield from self.lines(note.start, note.end)

    def endnotes(self) -> Iterator[Line]:
        """Yield the lines of the endnotes that have been kept."""
        notes, self._endnotes = self._endnotes, []
        for note in notes:
            self._read.add(note)
            yield from self.lines(note.start, note.end)

    def unread(self, part: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """Yield the ranges of a part of the text that lie outside the notes read so far; a range may be empty."""
        start, end = part
        for note in sorted(self._read, key=lambda note: note.start):
            if start <= note.start < end:
                yield start, note.start
                start = min(end, max(start, note.end))
        yield start, end

    def _paragraph(self, text: str, properties: Paragraph) -> Iterator[Line]:
        lines = [" ".join(line.split()) for line in text.split("\n")]
        lines = [line for line in lines if line]
        if not lines:
            return
        number = self.lists.number(properties.numbering or 0, properties.level)
        outline = properties.outline
        level = outline + 1 if outline is not None and outline <= _DEEPEST_OUTLINE else 0
        lines[0] = f"{without_bullet(number, level)}{lines[0]}"
        if not self.title and self.styles.is_title(properties.style):
            self.title = lines[0]
        for line in lines:
            yield Line(line, level)

    def _table(self) -> Iterator[Line]:
        """Yield the rows of the table that has ended, and then its footnotes; nothing if no table was open.

        A table of one column is a frame and becomes paragraphs.
        """
        if self._row or self._cell:
            self._rows.append(([*self._row, *([_Cell(tuple(self._cell))] if self._cell else [])], Paragraph()))
            self._row, self._cell = [], []
        rows, self._rows = self._rows, []
        if all(len(cells) < 2 for cells, _ in rows):
            for cells, _ in rows:
                for cell in cells:
                    yield from cell.lines
            yield from self._footnotes()
            return
        self._tables += 1
        placed = [_placed(cells, end) for cells, end in rows]
        for row in aligned_rows(placed):
            text = row_text(row)
            if text:
                yield Line(text, table=self._tables)
        yield from self._footnotes()


def _placed(cells: list[_Cell], end: Paragraph) -> list[EdgedCell]:
    """Return the cells of a row with their positions, which the properties of the row's end mark state.

    The cells are without positions if the end mark states fewer cells than the row has.
    """
    places = end.cells if len(end.cells) >= len(cells) else ()
    return [
        EdgedCell(cell.text, place.left, place.continues) if place else EdgedCell(cell.text)
        for cell, place in zip_longest(cells, places[: len(cells)])
    ]


FORMAT = Format(
    suffixes=(".doc", ".wps"),
    media_type="application/msword",
    extract=legacy_word_text,
    ole_streams=("WordDocument",),
    is_isolated=True,
)
