"""Recognise the lines of a page in reading order, with the confidence of the recognition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message, listed
from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.recognition.engine import RecognisedText, recognise
from qa.reading.recognition.one_script import in_one_script
from qa.reading.recognition.page_picture import page_picture, shown_page
from qa.reading.recognition.page_turn import level, quarter_turned, seems_sideways
from qa.reading.recognition.placed_lines import placed_lines
from qa.reading.recognition.ruled_tables import ruled_tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_LEAST_CONFIDENCE = 0.8
"""mean confidence below which a page is refused"""
_UPSIDE_DOWN = 0.75
"""mean confidence below which a page may be upside down"""
_LEAST_CHARACTERS = 20
"""number of characters below which a page counts as a picture; texts with a confidence below ``_PICTURE_CONFIDENCE``
are then left out"""
_PICTURE_CONFIDENCE = 0.7
"""minimum confidence of a text in a picture. If the mean confidence of the texts that reach it is below
``_LEAST_CONFIDENCE``, the minimum is ``_LEAST_CONFIDENCE``, so that a picture does not make the whole file refused."""
_BLANK = 0.0002
"""share of dark pixels below which a page counts as blank"""
_INK = 128


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """The lines of a page, in points from its lower left corner, and the mean confidence of their characters."""

    lines: Sequence[PrintedLine]
    confidence: float
    """0 to 1; 1 for a page without text"""


def recognise_page(image: "Image", width: float) -> RecognisedPage:
    """Recognise the text of a page; a blank page has no lines.

    Args:
        image: the page as scanned or photographed.
        width: the width of the page in points.
    """
    picture = page_picture(image)
    if (picture.min(axis=2) < _INK).mean() < _BLANK:
        return RecognisedPage((), 1.0)
    picture, texts, _ = _upright(picture)
    confidence = mean_confidence(texts)
    if sum(len(text.text) for text in texts) < _LEAST_CHARACTERS:
        texts = _at_least(_PICTURE_CONFIDENCE, texts)
        if mean_confidence(texts) < _LEAST_CONFIDENCE:
            texts = _at_least(_LEAST_CONFIDENCE, texts)
        confidence = mean_confidence(texts)
    picture, placed = level(picture, texts)
    points = width / picture.shape[1]
    lines = placed_lines(placed, ruled_tables(picture), points, picture.shape[0])
    return RecognisedPage(in_one_script(lines), confidence)


def recognised_page_texts(image: "Image") -> tuple["Image", list[RecognisedText]]:
    """Return a page turned upright for a person to see, and its texts with their boxes in it."""
    _, texts, turns = _upright(page_picture(image))
    return shown_page(image).rotate(90 * turns, expand=True), texts


def check_confidence(confidences: Sequence[float | None], source: str) -> None:
    """Refuse a file with pages that are not legible enough to be quoted.

    Args:
        confidences: the mean confidence of each page; ``None`` for a page without recognised text.
        source: the path of the file.

    Raises:
        ReadingError: pages are below ``_LEAST_CONFIDENCE``; the message states the numbers of these pages.
    """
    low = [n for n, mean in enumerate(confidences, start=1) if mean is not None and mean < _LEAST_CONFIDENCE]
    if low:
        raise ReadingError(
            Message(
                "第 {pages} 页认不清：{source}（文字识别的平均置信度低于 {least}）。请重新扫描这些页，或换清晰的文件",
                pages=listed(map(str, low)),
                source=source,
                least=_LEAST_CONFIDENCE,
            )
        )


def mean_confidence(texts: Sequence[RecognisedText]) -> float:
    """Return the mean confidence of the characters; 1 if there are none."""
    characters = sum(len(text.text) for text in texts)
    return sum(text.confidence * len(text.text) for text in texts) / characters if characters else 1.0


def _at_least(confidence: float, texts: Sequence[RecognisedText]) -> list[RecognisedText]:
    return [text for text in texts if text.confidence >= confidence]


def _upright(picture: "NDArray[np.uint8]") -> tuple["NDArray[np.uint8]", list[RecognisedText], int]:
    """Turn a picture, shape (height, width, 3), so that its text can be read.

    Returns:
        The picture, its texts, and the number of quarter turns to the left.
    """
    texts = recognise(picture)
    best = picture, texts, 0
    turns = (1, 3) if seems_sideways(texts) else (2,) if mean_confidence(texts) < _UPSIDE_DOWN else ()
    for turn in turns:
        turned = quarter_turned(picture, turn)
        found = recognise(turned)
        if _legible(found) > _legible(best[1]):
            best = turned, found, turn
    return best


def _legible(texts: Sequence[RecognisedText]) -> float:
    """Return the number of recognised characters, each weighted by the fourth power of its confidence."""
    return sum(len(text.text) * text.confidence**4 for text in texts)
