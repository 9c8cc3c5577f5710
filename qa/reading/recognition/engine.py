"""The text recognition engine: rapidocr with the model in its package, on the CPU, without a network."""

import resource
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INSTALL_COMMAND = 'pip install "gongwen-qa[ocr]"'
_SETTINGS = {
    # Without these a page loses lines and small print.
    "Global.max_side_len": 4000,
    "Global.text_score": 0.3,
    "Det.box_thresh": 0.4,
    # Single lines are rarely upside down; the page is turned as a whole.
    "Global.use_cls": False,
    "Global.log_level": "error",
}
_MOST_RATIO, _PADDED_RATIO = 8, 4
"""ratio of the longer to the shorter side of a picture above which the picture is a strip, and the ratio to which a
strip is padded"""
_LEAST_MEMORY = 4 << 30
"""address space in bytes that the engine needs for a page of A3 size"""


@dataclass(frozen=True, slots=True)
class RecognisedText:
    """A text with its box, in pixels from the upper left corner of the page, and the engine's confidence, 0 to 1."""

    text: str
    confidence: float
    corners: tuple[tuple[float, float], ...]
    """upper left, upper right, lower right and lower left corner, in the text's own orientation"""


def is_installed() -> bool:
    """Return whether the extra ``ocr`` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def recognise(image: "NDArray[np.uint8]") -> list[RecognisedText]:
    """Return the texts of an image, in no particular order.

    Args:
        image: shape (height, width, 3), blue first.
    """
    picture, left, top = with_margins(image)
    found = _engine()(picture)
    if not found.txts:
        return []
    return [
        RecognisedText(text, float(score), tuple((float(x) - left, float(y) - top) for x, y in box))
        for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
    ]


def with_margins(image: "NDArray[np.uint8]") -> "tuple[NDArray[np.uint8], int, int]":
    """Return a picture with white margins if it is a strip, and the widths of its left and its upper margin.

    A picture that is not a strip is returned unchanged, with widths of 0.

    The engine enlarges a picture until its shorter side has 736 pixels, so that the memory and time of a strip would
    grow with the ratio of its sides.

    Args:
        image: shape (height, width, 3).
    """
    import numpy as np

    height, width = image.shape[:2]
    if max(height, width) <= _MOST_RATIO * min(height, width):
        return image, 0, 0
    left = max(0, ceil((height // _PADDED_RATIO - width) / 2))
    top = max(0, ceil((width // _PADDED_RATIO - height) / 2))
    return np.pad(image, ((top, top), (left, left), (0, 0)), constant_values=255), left, top


@cache
def _engine() -> Any:
    _raise_memory_limit()
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS)


def _raise_memory_limit() -> None:
    """Raise the memory limit of the process to the engine's needs, as far as the hard limit allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft >= _LEAST_MEMORY:
        return
    most = _LEAST_MEMORY if hard == resource.RLIM_INFINITY else min(_LEAST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
