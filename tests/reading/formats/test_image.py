"""Damaged pictures."""

import io
import random

import pytest
from PIL import Image

from qa.errors import ReadingError
from qa.reading.formats import image
from qa.reading.formats.image import frames


@pytest.mark.filterwarnings("ignore:.*:UserWarning")
def test_a_damaged_tiff_file_is_refused_or_read_but_never_fails_otherwise() -> None:
    file = io.BytesIO()
    page = Image.new("L", (8, 8))
    page.save(file, "TIFF", save_all=True, append_images=[page])
    content, chance = file.getvalue(), random.Random(0)
    refused = 0
    for _ in range(60):
        at, length = chance.randrange(4, len(content)), chance.randrange(1, 9)
        damaged = content[:at] + chance.randbytes(chance.randrange(3)) + content[at + length :]
        try:
            assert list(frames(damaged, "a.tiff"))
        except ReadingError:
            refused += 1
    assert refused >= 30
    with pytest.raises(ReadingError, match="文件损坏"):
        list(frames(content[:8], "a.tiff"))


def test_every_page_of_a_tiff_file_has_a_maximum_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "_MOST_PIXELS", 100)
    file = io.BytesIO()
    Image.new("L", (10, 10)).save(file, "TIFF", save_all=True, append_images=[Image.new("L", (11, 10))])
    pages = frames(file.getvalue(), "a.tiff")
    assert next(pages).size == (10, 10)
    with pytest.raises(ReadingError, match="图片太大"):
        next(pages)
