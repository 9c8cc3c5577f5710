"""The text recognition engine: rapidocr with the model in its package, on the CPU, without a network."""

import resource
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
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
    found = _engine()(image)
    if not found.txts:
        return []
    return [
        RecognisedText(text, float(score), tuple((float(x), float(y)) for x, y in box))
        for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
    ]


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
