"""Pages are turned upright and level."""

import math

import numpy as np
import pytest

pytest.importorskip("cv2")

from qa.reading.recognition.engine import RecognisedText
from qa.reading.recognition.page_turn import level, seems_sideways


def askew(text: str, left: float, top: float, size: tuple[float, float], angle: float = 0.0) -> RecognisedText:
    """Return a text on a page that was turned by an angle in degrees around the upper left corner."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    width, height = size
    box = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    corners = tuple((x * cosine - y * sine, x * sine + y * cosine) for x, y in box)
    return RecognisedText(text, 1.0, corners)


@pytest.mark.parametrize("angle", [-2.0, -0.5, 0.0, 1.0, 2.0])
def test_a_line_of_a_skewed_page_becomes_level(angle: float) -> None:
    picture = np.full((1000, 1000, 3), 255, np.uint8)
    texts = [askew("县图书馆", 100, 200, (600, 40), angle), askew("闭馆", 800, 200, (100, 40), angle)]
    _, placed = level(picture, texts)
    assert placed[0].top == pytest.approx(placed[1].top, abs=3)
    assert placed[0].size == pytest.approx(40, abs=4)


def test_texts_higher_than_wide_stand_sideways() -> None:
    lying, standing = askew("甲乙", 0, 0, (300, 40)), askew("甲乙", 0, 0, (40, 300))
    assert seems_sideways([standing, standing, lying])
    assert not seems_sideways([lying, lying, standing])
