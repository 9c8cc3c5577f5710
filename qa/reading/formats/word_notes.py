"""The footnotes and endnotes of a Word file: their marks in the text, and the notes not read yet."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.reading.formats.raised_text import superscript
from qa.reading.formats.word_number_formats import format_number
from qa.reading.formats.word_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the text has referred to."""

    mark: str
    """the mark as it stands in the text: ¹, ①, [i]; empty if the author typed it"""
    element: "_Element"


@dataclass(slots=True)
class Notes:
    """The notes of one document, which is read from beginning to end.

    Args:
        roots: kind of notes (``footnote`` or ``endnote``) → root element of the part with these notes.
        properties: elements with the number formats and first numbers of notes; an earlier element overrides a later.
    """

    roots: "dict[str, _Element]"
    properties: "list[_Element]"
    footnotes: list[Note] = field(default_factory=list)
    """the footnotes that have been referred to since the last call of :meth:`take_footnotes`"""
    endnotes: list[Note] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _by_id: "dict[str, dict[str, _Element]]" = field(default_factory=dict)

    def refer(self, reference: "_Element") -> str:
        """Return the mark of a reference, empty if the author typed it, and keep its note to be read."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        if kind not in self._by_id:
            root = self.roots.get(kind)
            self._by_id[kind] = {} if root is None else {note.get(f"{W}id", ""): note for note in root}
        note = self._by_id[kind].get(reference.get(f"{W}id", ""))
        is_typed = reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
        mark = "" if is_typed else self._next_mark(kind)
        if note is not None:
            (self.footnotes if kind == "footnote" else self.endnotes).append(Note(mark, note))
        return mark

    def take_footnotes(self) -> list[Note]:
        """Return the footnotes that have been referred to since the last call."""
        taken, self.footnotes = self.footnotes, []
        return taken

    def _next_mark(self, kind: str) -> str:
        count = self._counts.get(kind, self._property(kind, "numStart", "1"))
        number = int(count) if str(count).isdecimal() else 1
        self._counts[kind] = number + 1
        mark = format_number(number, self._property(kind, "numFmt", _DEFAULT_FORMATS[kind]))
        return superscript(mark) if mark.isdecimal() or not mark.isascii() else f"[{mark}]"

    def _property(self, kind: str, name: str, default: str) -> str:
        for element in self.properties:
            found = element.find(f"{W}{kind}Pr/{W}{name}")
            if found is not None:
                return found.get(f"{W}val", default)
        return default
