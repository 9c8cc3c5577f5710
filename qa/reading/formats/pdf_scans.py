"""Find the pages of a PDF file that are pictures of text, and recognise them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.recognition import RecognisedPage, recognise_page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

LEAST_LETTERS = 5
"""number of letters below which a page counts as having no text layer"""
_MOST_STAMPED = 60
"""maximum number of letters that a scanning program may have stamped onto a scanned page"""
_COVERED = 0.6
"""minimum share of a page that a scan covers"""
_DOTS = 200
"""resolution in dots per inch at which a page is rendered"""
_MOST_POINTS = 2_000.0
"""length of a page's longer side, in points, above which it is rendered at a lower resolution"""
_IMAGE, _PATH, _FORM = 3, 2, 5


def scanned_pages(document: "PdfDocument", pages: Sequence[Sequence[PrintedLine]]) -> list[int]:
    """Return the indices, from 0, of the pages that are pictures.

    Such a page has no text layer but is not blank, or it has little text and a picture that covers most of it.
    """
    return [number for number, lines in enumerate(pages) if _is_scanned(document, number, lines)]


def _is_scanned(document: "PdfDocument", number: int, lines: Sequence[PrintedLine]) -> bool:
    letters = sum(sum(map(str.isalnum, line.text)) for line in lines)
    if letters > _MOST_STAMPED:
        return False
    page = document[number]
    try:
        return _shows_something(page) if letters < LEAST_LETTERS else _picture_share(page) >= _COVERED
    finally:
        page.close()


def _shows_something(page: "PdfPage") -> bool:
    return any(item.type in (_IMAGE, _PATH, _FORM) for item in page.get_objects(max_depth=1))


def _picture_share(page: "PdfPage") -> float:
    """Return the share of a page that its largest picture covers."""
    width, height = page.get_size()
    areas = [0.0]
    for item in page.get_objects(max_depth=2):
        if item.type == _IMAGE:
            left, bottom, right, top = item.get_bounds()
            areas.append((right - left) * (top - bottom))
    return max(areas) / max(width * height, 1.0)


def recognise_scan(document: "PdfDocument", number: int) -> RecognisedPage:
    """Return what text recognition reads on a page."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = _DOTS / 72 * min(1.0, _MOST_POINTS / max(width, height, 1.0))
        picture = page.render(scale=scale, may_draw_forms=True)
        return recognise_page(picture.to_pil(), width)
    finally:
        page.close()
