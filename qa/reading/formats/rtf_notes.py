"""The footnotes and endnotes of an RTF file: their marks, and the state of the text around a note."""

from dataclasses import dataclass, field

from qa.reading.formats.extracted_text import Line
from qa.reading.formats.raised_text import superscript
from qa.reading.formats.word_number_formats import format_number

_KINDS = {"ftn": "footnote", "sftn": "footnote", "aftn": "endnote", "saftn": "endnote"}
_FORMATS = {
    **{"nar": "decimal", "nalc": "lowerLetter", "nauc": "upperLetter", "nrlc": "lowerRoman", "nruc": "upperRoman"},
    **{"ncnum": "decimalEnclosedCircle", "ndbnum": "chineseCounting", "ngbnumd": "decimalEnclosedCircle"},
}
"""number formats by the ends of control words such as \\ftnnar"""
NUMBER_FORMATS = {f"{prefix}{end}": (kind, name) for prefix, kind in _KINDS.items() for end, name in _FORMATS.items()}
"""control word, such as ftnnar → the kind of notes (footnote or endnote) and their number format"""


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note that is being read, and the state of the text around it."""

    depth: int
    """number of open groups, including the group of the note"""
    text: list[str]
    """the paragraph around the note"""
    level: int
    is_in_table: bool


@dataclass(slots=True)
class Notes:
    """The notes of one file, which is read from beginning to end."""

    open: OpenNote | None = None
    footnotes: list[Line] = field(default_factory=list)
    """the footnotes of the paragraph or the table that is being read"""
    endnotes: list[Line] = field(default_factory=list)
    _kind: str = "footnote"
    """the kind of the open note"""
    _formats: dict[str, str] = field(default_factory=lambda: {"footnote": "decimal", "endnote": "lowerRoman"})
    _counts: dict[str, int] = field(default_factory=lambda: {"footnote": 0, "endnote": 0})

    def set_format(self, word: str) -> None:
        """Read a control word for a number format."""
        kind, name = NUMBER_FORMATS[word]
        self._formats[kind] = name

    def mark(self) -> str:
        """Return the mark of the open note; if no note is open, count a further footnote and return its mark."""
        if self.open is None:
            self._counts["footnote"] += 1
        return self._mark()

    def _mark(self) -> str:
        mark = format_number(self._counts[self._kind], self._formats[self._kind])
        return superscript(mark) if mark.isdecimal() or not mark.isascii() else f"[{mark}]"

    def become_endnote(self) -> None:
        """Turn the open note into an endnote, and replace the footnote's mark that was written in the text.

        Nothing happens if no note is open, or if the open note is an endnote already.
        """
        if self.open is None or self._kind == "endnote":
            return
        has_mark = self.open.text[-1:] == [self._mark()]
        self._counts["footnote"] -= has_mark
        self._counts["endnote"] += has_mark
        self._kind = "endnote"
        if has_mark:
            self.open.text[-1] = self._mark()

    def end(self) -> OpenNote:
        """End the open note and return it."""
        note, self.open, self._kind = self.open, None, "footnote"
        assert note is not None
        return note

    def add(self, line: Line) -> None:
        """Add a paragraph of the open note."""
        (self.endnotes if self._kind == "endnote" else self.footnotes).append(line)

    def take_footnotes(self) -> list[Line]:
        """Return the footnotes that have been read since the last call."""
        taken, self.footnotes = self.footnotes, []
        return taken
