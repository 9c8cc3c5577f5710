"""The text of a Word paragraph as a person sees it on the page.

Tracked changes count as accepted. Hidden and struck text is left out, superscripts and subscripts are written in
superscript and subscript characters, equations on one line, and phonetic guides are replaced by their base text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from qa.reading.formats.raised_text import subscript, superscript
from qa.reading.formats.word_math import M, math_text
from qa.reading.formats.word_notes import Notes
from qa.reading.formats.word_styles import RunFormat, Styles, W
from qa.reading.formats.word_symbols import replace_symbols, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DELETED = {f"{W}del", f"{W}moveFrom"}
_SKIPPED = {*DELETED, *(f"{W}{name}" for name in ("pPr", "rPr", "rt", "rubyPr", "sdtPr", "txbxContent")), FALLBACK}
"""elements to skip: deletions, properties, phonetic guides, and text boxes, which are read after their paragraph"""
_BLANKS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_CHARACTERS = {f"{W}t", f"{W}sym", *_BLANKS}
_NOTES = {f"{W}{kind}{name}" for kind in ("footnote", "endnote") for name in ("Reference", "Ref")}
_PLAIN = RunFormat(False, "", "")
_RAISED = {"superscript": superscript, "subscript": subscript}


@dataclass(slots=True)
class RunReader:
    """Reads the runs of the paragraphs of one document."""

    styles: Styles
    notes: Notes
    note_mark: str = ""
    """the mark of the note that is being read"""
    _paragraph_styles: "tuple[_Element, ...]" = field(default=())

    def text(self, paragraph: "_Element") -> str:
        """Return the text of a paragraph, with line ends for its line breaks."""
        self._paragraph_styles = self.styles.of_paragraph(paragraph)
        pieces = list(self._pieces(paragraph, _PLAIN))
        runs = groupby(pieces, lambda piece: piece[0])
        return "".join(_RAISED.get(alignment, str)("".join(text for _, text in run)) for alignment, run in runs)

    def ends_paragraph(self, paragraph: "_Element") -> bool:
        """Return whether a paragraph ends: its mark is neither deleted nor hidden."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            return True
        if any(mark.find(tag) is not None for tag in DELETED):
            return False
        vanish = mark.find(f"{W}vanish")
        return vanish is None or vanish.get(f"{W}val", "true") in ("0", "false", "off")

    def _pieces(self, element: "_Element", own: RunFormat) -> Iterator[tuple[str, str]]:
        """Yield the alignment and the text of each piece below an element, in reading order.

        The alignment is that of the run, ``equation``, or ``mark`` for the mark of a note; ``own`` is the format of the
        run that contains the element.
        """
        for child in element:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag == f"{W}r":
                run = self.styles.run_format(child, self._paragraph_styles)
                if not run.is_left_out:
                    yield from self._pieces(child, run)
            elif child.tag == f"{M}oMath":
                yield "equation", math_text(child)
            elif child.tag in _NOTES:
                yield "mark", self._mark(child)
            elif child.tag in _CHARACTERS:
                yield own.alignment, _characters(child, own.font)
            else:
                yield from self._pieces(child, own)

    def _mark(self, element: "_Element") -> str:
        """Return the mark of a reference to a note, or the mark at the beginning of the note."""
        return self.notes.refer(element) if element.tag.endswith("Reference") else f"{self.note_mark} "


def _characters(element: "_Element", font: str) -> str:
    """Return the text of an element that contains characters or represents one, such as a tab."""
    if element.tag == f"{W}t":
        return replace_symbols(element.text or "", font)
    return _BLANKS.get(element.tag) or _symbol(element)


def _symbol(element: "_Element") -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol(code, element.get(f"{W}font", ""))
