"""Find a quotation on a page of a PDF file, in pixels of the rendered page."""

from collections.abc import Sequence
from ctypes import byref, c_int
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reading.formats.look_alikes import replace_look_alikes

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]

_LEAST_PART = 6
"""minimum number of characters that must be on the page if the quotation continues on another page"""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of a page, with its box in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def page_with_boxes(content: bytes, page: int, quotation: str, dots: int) -> tuple["Image | None", list[Box]]:
    """Return a page as a picture, and a box around each line of a quotation on it.

    Args:
        content: the bytes of the file.
        page: index of the page, from 0.
        quotation: the quoted text.
        dots: resolution in dots per inch.

    Returns:
        The picture, or ``None`` if the page does not exist, and the left, top, right and bottom of each box in pixels;
        no box if the quotation is empty or not on the page.

    Raises:
        pypdfium2.PdfiumError: the file is damaged or encrypted.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        if not 0 <= page < len(document):
            return None, []
        opened = document[page]
        picture = opened.render(scale=dots / 72, may_draw_forms=True).to_pil()
        letters = _letters(opened, *picture.size) if quotation else []
        return picture, _line_boxes(_quoted(letters, _bare(quotation)))
    finally:
        document.close()


def _letters(page: "PdfPage", width: int, height: int) -> list[_Letter]:
    """Return the characters of a page without blanks, in the order of its content stream."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    box = raw.FS_RECTF()
    found = []
    for index in range(text_page.count_chars()):
        text = _bare(chr(raw.FPDFText_GetUnicode(text_page, index)))
        if not text or not raw.FPDFText_GetLooseCharBox(text_page, index, byref(box)):
            continue
        corners = [_pixels(page, width, height, *at) for at in ((box.left, box.top), (box.right, box.bottom))]
        (x0, y0), (x1, y1) = corners
        found.append(_Letter(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return found


def _pixels(page: "PdfPage", width: int, height: int, across: float, up: float) -> tuple[int, int]:
    """Return the pixel of a point on a page, taking the rotation of the page into account."""
    from pypdfium2 import raw

    x, y = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, across, up, byref(x), byref(y))
    return x.value, y.value


def _quoted(letters: Sequence[_Letter], quotation: str) -> Sequence[_Letter]:
    """Return the letters of a quotation; if it is not wholly on the page, those of its beginning or end.

    The beginning may stand anywhere on the page, and the end only at the top of the page. The longer of the two is
    returned, and nothing if both have fewer than ``_LEAST_PART`` characters.
    """
    text = "".join(letter.text for letter in letters)
    least = min(_LEAST_PART, len(quotation))
    for length in range(len(quotation), max(least, 1) - 1, -1):
        start = text.find(quotation[:length])
        if start < 0 and length < len(quotation):
            start = 0 if text.startswith(quotation[-length:]) else -1
        if start >= 0:
            return letters[start : start + length]
    return []


def _line_boxes(letters: Sequence[_Letter]) -> list[Box]:
    """Return a box around the letters of each line."""
    boxes: list[Box] = []
    for letter in letters:
        middle = (letter.top + letter.bottom) / 2
        if boxes and boxes[-1][1] <= middle <= boxes[-1][3] and letter.left >= boxes[-1][0]:
            left, top, right, bottom = boxes[-1]
            boxes[-1] = (left, min(top, letter.top), max(right, letter.right), max(bottom, letter.bottom))
        else:
            boxes.append((letter.left, letter.top, letter.right, letter.bottom))
    return boxes


def _bare(text: str) -> str:
    return "".join(replace_look_alikes(text).split())
