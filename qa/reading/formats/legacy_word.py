"""Word files of the versions 97 to 2003 and WPS texts: doc and wps (MS-DOC).

The library legacy-doc was tried. It joins the rows of a table, keeps the instructions of fields, hidden and
deleted text, headers and comments, and leaves out the numbers of paragraphs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from struct import unpack_from
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.encrypted import encrypted_error
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.legacy_word_lists import Lists, Styles
from qa.reading.formats.legacy_word_properties import Paragraph, PropertyTable, paragraph_properties, run_properties
from qa.reading.formats.legacy_word_text import MarkedText, WordText, pieces
from qa.reading.formats.list_numbers import without_bullet
from qa.reading.formats.ole_file import open_ole
from qa.reading.formats.table_grid import LONGEST_REPEATED, row_text

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
_READ_PARTS = (0, 1, 5, 6)
_DEEPEST_OUTLINE = 8


def legacy_word_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file: paragraphs with their numbers, tables in place, then notes and text boxes.

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
    """The streams of a file."""

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
        """Return the position and the size of a table by its number in the list of tables."""
        position, size = unpack_from("<II", self.main, 0x9A + 8 * number)
        return position, size

    def table(self, number: int) -> bytes:
        """Return a table by its number in the list of tables; empty if the file has none."""
        position, size = self.place(number)
        return self.tables[position : position + size]

    def parts(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges of characters of the main text, the footnotes, the endnotes and the text boxes."""
        start = 0
        for number, length in enumerate(unpack_from("<7I", self.main, _LENGTHS)):
            if number in _READ_PARTS and length:
                yield start, start + length
            start += length


def _lines(streams: _Streams) -> tuple[list[Line], str]:
    """Return the lines of the text, its notes and its text boxes, and the title."""
    text = WordText(
        streams.main,
        tuple(pieces(streams.table(_PIECES))),
        run_properties(streams.main, streams.table(_RUNS)),
    )
    reader = _Reader(
        paragraph_properties(streams.main, streams.table(_PARAGRAPHS), streams.data),
        Styles.of(streams.table(_STYLES)),
        Lists.of(streams.tables, streams.place(_LISTS), streams.place(_LIST_OVERRIDES)),
    )
    lines = [line for start, end in streams.parts() for line in reader.lines(text.marked(start, end))]
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
    title: str = ""
    _tables: int = 0
    _rows: list[tuple[list[_Cell], Paragraph]] = field(default_factory=list)
    """rows of the current table, each with the properties of its end mark"""
    _row: list[_Cell] = field(default_factory=list)
    _cell: list[Line] = field(default_factory=list)

    def lines(self, texts: Iterable[MarkedText]) -> Iterator[Line]:
        """Yield the paragraphs and table rows of a part of the text."""
        for marked in texts:
            properties = self.styles.completed(self.paragraphs.at(marked.position))
            is_cell = marked.mark == "\x07"
            if is_cell and properties.ends_row:
                self._rows.append((self._row, properties))
                self._row = []
            elif is_cell or properties.is_in_table:
                self._cell += self._paragraph(marked.text, properties)
                if is_cell:
                    self._row.append(_Cell(tuple(self._cell)))
                    self._cell = []
            else:
                yield from self._table()
                yield from self._paragraph(marked.text, properties)
        yield from self._table()

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
        """Yield the rows of the table that has ended; a table of one column is a frame and becomes paragraphs."""
        if self._row or self._cell:
            self._rows.append(([*self._row, *([_Cell(tuple(self._cell))] if self._cell else [])], Paragraph()))
            self._row, self._cell = [], []
        rows, self._rows = self._rows, []
        if all(len(cells) < 2 for cells, _ in rows):
            for cells, _ in rows:
                for cell in cells:
                    yield from cell.lines
            return
        self._tables += 1
        above: dict[int, str] = {}
        for cells, end in rows:
            text = row_text(_row_texts(cells, end, above))
            if text:
                yield Line(text, table=self._tables)


def _row_texts(cells: list[_Cell], end: Paragraph, above: dict[int, str]) -> list[str]:
    """Return the texts of a row; a cell that is merged with the one above repeats that cell's text if it is short.

    Args:
        cells: the cells of the row.
        end: the properties of the end of the row.
        above: left edge → text of the cell there; updated by this row.
    """
    texts = [cell.text for cell in cells]
    for column, cell in enumerate(end.cells[: len(texts)]):
        if cell.continues and not texts[column]:
            texts[column] = above.get(cell.left, "")
        above[cell.left] = texts[column] if len(texts[column]) <= LONGEST_REPEATED else ""
    return texts


FORMAT = Format(
    suffixes=(".doc", ".wps"),
    media_type="application/msword",
    extract=legacy_word_text,
    ole_streams=("WordDocument",),
    is_isolated=True,
)
