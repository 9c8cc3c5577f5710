"""Turn the picture of a page upright: by quarter turns, and by the few degrees of a skewed scan."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from qa.reading.recognition.engine import RecognisedText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_WIDTH = 4.0
"""minimum ratio of width to height of a text from which the skew of the page is measured"""
_LEAST_SKEW = 0.0015
"""skew in radians above which a page is turned"""
_LARGEST_SKEW = 0.35
_SIDEWAYS = 1.5
"""ratio of height to width above which a text is clearly higher than wide, and of width to height above which it is
clearly wider than high"""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text with its upright box, in pixels from the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of the text."""
        return self.bottom - self.top


def quarter_turned(picture: "NDArray[np.uint8]", turns: int) -> "NDArray[np.uint8]":
    """Return a picture, shape (height, width, 3), turned to the left by quarter turns."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, turns))


def seems_sideways(texts: Sequence[RecognisedText]) -> bool:
    """Return whether more texts are clearly higher than wide than clearly wider than high (see ``_SIDEWAYS``)."""
    ratios = [box.size / max(box.right - box.left, 1.0) for box in (box_of(text.corners) for text in texts)]
    upright = sum(ratio > _SIDEWAYS for ratio in ratios)
    return upright > sum(ratio < 1 / _SIDEWAYS for ratio in ratios)


def box_of(corners: Sequence[tuple[float, float]], text: str = "") -> PlacedText:
    """Return a text with the upright box around its corners."""
    across, down = zip(*corners, strict=True)
    return PlacedText(text, min(across), max(across), min(down), max(down))


def level(
    picture: "NDArray[np.uint8]", texts: Sequence[RecognisedText]
) -> tuple["NDArray[np.uint8]", list[PlacedText]]:
    """Return a picture, shape (height, width, 3), and its texts, turned so that the lines are level.

    Neither is turned if the lines slope by less than ``_LEAST_SKEW`` or by more than ``_LARGEST_SKEW``.
    """
    import cv2
    import numpy as np

    angle = _skew(texts)
    if not _LEAST_SKEW < abs(angle) < _LARGEST_SKEW:
        return picture, [box_of(text.corners, text.text) for text in texts]
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(angle), 1.0)
    turned = cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255))
    placed = []
    for text in texts:
        corners = np.asarray(text.corners) @ matrix[:, :2].T + matrix[:, 2]
        placed.append(box_of([(float(x), float(y)) for x, y in corners], text.text))
    return np.asarray(turned, dtype=np.uint8), placed


def _skew(texts: Sequence[RecognisedText]) -> float:
    """Return the angle of the long lines of a page in radians, clockwise; 0 if the page has no long lines."""
    angles = []
    for text in texts:
        (x0, y0), (x1, y1), (_, y2), (x3, y3) = text.corners
        if x1 - x0 > _LEAST_WIDTH * max(abs(y2 - y1), 1.0):
            angles += [math.atan2(y1 - y0, x1 - x0), math.atan2(y2 - y3, text.corners[2][0] - x3)]
    return median(angles) if angles else 0.0
