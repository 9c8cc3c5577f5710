"""The picture of a page is prepared for recognition."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("cv2")

from qa.reading.recognition.page_picture import page_picture

RED, BLACK = (215, 30, 35), (10, 10, 10)
SIZE = (1654, 2339)


def is_white(picture: np.ndarray, left: int, top: int) -> bool:
    return bool(picture[top, left].min() > 200)


def test_a_round_seal_becomes_white_and_the_text_below_it_stays() -> None:
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((600, 1500, 920, 1820), outline=RED, width=12)
    draw.rectangle((700, 1650, 800, 1660), fill=BLACK)
    picture = page_picture(image)
    assert is_white(picture, 606, 1660)
    assert not is_white(picture, 750, 1655)


def test_red_letters_of_a_letterhead_stay() -> None:
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    for left in range(300, 1300, 110):
        draw.rectangle((left, 200, left + 90, 290), outline=RED, width=12)
    draw.line((150, 400, 1500, 400), fill=RED, width=5)
    picture = page_picture(image)
    assert not is_white(picture, 306, 250)
    assert not is_white(picture, 600, 400)


@pytest.mark.parametrize("mode", ["L", "1", "RGBA", "P", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_dark_on_white(mode: str) -> None:
    image = Image.new("L", (1800, 1800), 255)
    image.paste(0, (500, 500, 900, 900))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image, dtype=np.uint16) * 257)
    elif mode == "RGBA":
        clear = Image.new("RGBA", image.size, (0, 0, 0, 0))
        clear.paste((0, 0, 0, 255), (500, 500, 900, 900))
        image = clear
    else:
        image = image.convert(mode)
    picture = page_picture(image)
    assert picture.shape == (1800, 1800, 3)
    assert is_white(picture, 100, 100)
    assert not is_white(picture, 700, 700)


def test_a_photo_is_turned_as_its_camera_says() -> None:
    image = Image.new("RGB", (2000, 1000), "white")
    image.paste(BLACK, (0, 0, 100, 1000))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn to the right to see it upright
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    picture = page_picture(Image.open(file))
    assert picture.shape[:2] == (2000, 1000)
    assert not is_white(picture, 500, 50)


@pytest.mark.parametrize(("size", "longest"), [((300, 200), 1800), ((9000, 3000), 4000), ((1654, 2339), 2339)])
def test_the_size_is_brought_into_bounds(size: tuple[int, int], longest: int) -> None:
    assert max(page_picture(Image.new("RGB", size, "white")).shape) == longest
