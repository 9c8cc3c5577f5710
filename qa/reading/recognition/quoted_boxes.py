"""Find a quotation among the recognised texts of a page."""

from collections.abc import Sequence

from qa.reading.recognition.engine import RecognisedText
from qa.reading.recognition.page_turn import box_of
from qa.reading.recognition.placed_lines import tidy

Box = tuple[float, float, float, float]

_LEAST_PART = 4
"""minimum number of characters that a text shares with the quotation, unless it shares the whole text or the whole
quotation"""


def quoted_boxes(texts: Sequence[RecognisedText], quotation: str) -> list[Box]:
    """Return the boxes, in pixels, of the parts of recognised texts that belong to a quotation.

    All letters of a text are taken to be equally wide.
    """
    wanted = _bare(quotation)
    boxes = []
    for text in texts:
        letters = _bare(tidy(text.text))
        part = _shared(letters, wanted)
        if part:
            box = box_of(text.corners)
            width = (box.right - box.left) / len(letters)
            boxes.append((box.left + part[0] * width, box.top, box.left + part[1] * width, box.bottom))
    return boxes


def _shared(text: str, quotation: str) -> tuple[int, int] | None:
    """Return start and end of the part of a text that belongs to a quotation; ``None`` if no part of it does.

    The part is the whole text, the whole quotation, the end of the text that begins the quotation, or the beginning of
    the text that ends the quotation. The last two have at least ``_LEAST_PART`` characters.
    """
    if not text or not quotation:
        return None
    if text in quotation:
        return 0, len(text)
    if (start := text.find(quotation)) >= 0:
        return start, start + len(quotation)
    for length in range(min(len(text), len(quotation)), _LEAST_PART - 1, -1):
        if text.endswith(quotation[:length]):
            return len(text) - length, len(text)
        if text.startswith(quotation[-length:]):
            return 0, length
    return None


def _bare(text: str) -> str:
    return "".join(text.split())
