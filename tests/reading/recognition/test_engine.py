"""A picture of any shape is recognised in bounded memory and time."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from qa.reading.recognition.engine import is_installed, recognise, with_margins

FONTS = [path for path in Path("/usr/share/fonts").rglob("*") if path.name in ("NotoSerifCJK-Regular.ttc", "uming.ttc")]
TITLE = "清雪通知"


def strip(is_upright: bool) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Return a picture of 1,800 × 40 pixels with a title, level or with its characters below each other."""
    image = Image.new("RGB", (40, 1800) if is_upright else (1800, 40), "white")
    for place, character in enumerate(TITLE):
        position = (4, 900 + 40 * place) if is_upright else (900 + 32 * place, 2)
        ImageDraw.Draw(image).text(position, character, font=ImageFont.truetype(FONTS[0], 30), fill="black")
    return np.asarray(image)


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_the_sides_of_a_picture_differ_at_most_eightfold(height: int, width: int) -> None:
    picture, left, top = with_margins(np.zeros((height, width, 1), np.uint8))
    assert max(picture.shape[:2]) <= 8 * min(picture.shape[:2])
    assert max(picture.shape[:2]) <= max(height, width)
    assert not picture[top : top + height, left : left + width].any()
    assert picture.sum() == 255 * (picture.size - height * width)


@pytest.mark.skipif(not is_installed() or not FONTS, reason="the extra ocr or a Chinese font is not installed")
@pytest.mark.parametrize("is_upright", [False, True])
def test_the_text_of_a_strip_is_found_in_its_place(is_upright: bool) -> None:
    found = recognise(strip(is_upright))
    assert "".join(text.text for text in found) == TITLE
    corners = [corner for text in found for corner in text.corners]
    along, across = ([corner[place] for corner in corners] for place in ((1, 0) if is_upright else (0, 1)))
    assert 880 <= min(along) <= max(along) <= 1080
    assert -10 <= min(across) <= max(across) <= 50
