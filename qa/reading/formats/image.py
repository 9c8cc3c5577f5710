"""Read scans and photos of pages (PNG, JPEG and TIFF) with text recognition."""

import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.running_heads import without_running_heads
from qa.reading.formats.tab_tables import with_tab_tables
from qa.reading.page_progress import page_read
from qa.reading.recognition import INSTALL_COMMAND, check_confidence, is_installed, recognise_page

if TYPE_CHECKING:
    from PIL.Image import Image

_A4_WIDTH = 595.0
"""assumed width of a page in points, because the true size of a photographed page is unknown"""
_MOST_PIXELS = 120_000_000
"""maximum number of pixels of each page of a picture; A3 at 600 dots per inch has 70 million"""
_LEAST_LETTERS = 2
_DAMAGED = (ValueError, TypeError, LookupError, ArithmeticError, struct.error)
"""exceptions that Pillow raises, besides its own, for damaged files such as a TIFF file without the size of a frame"""


def image_text(content: bytes, source: str) -> ExtractedText:
    """Return the recognised text of a picture; the frames of a TIFF file are its pages.

    Raises:
        ReadingError: the file is damaged or too large, a page is not legible, no text is found, or the extra ``ocr`` is
            not installed.
    """
    if not is_installed():
        raise ReadingError(
            Message("图片要先识别文字：{source}。请运行 {command}，再添加", source=source, command=INSTALL_COMMAND)
        )
    pages = [recognise_page(frame, _A4_WIDTH) for frame in frames(content, source)]
    if sum(sum(map(str.isalnum, line.text)) for page in pages for line in page.lines) < _LEAST_LETTERS:
        raise ReadingError(Message("图片里没有认出文字：{source}。请换清晰的图片", source=source))
    confidences = tuple(page.confidence for page in pages)
    check_confidence(confidences, source)
    joined = join_paragraphs(without_running_heads([page.lines for page in pages]))
    return replace(with_tab_tables(joined), recognised=confidences, encoding="ocr")


def frames(content: bytes, source: str) -> Iterator["Image"]:
    """Yield the pages of a picture, and report the progress before the first page and after each page.

    Raises:
        ReadingError: the file is damaged or too large.
    """
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            total = getattr(image, "n_frames", 1)
            page_read(0, total)
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if frame.width * frame.height > _MOST_PIXELS:
                    raise ReadingError(
                        Message(
                            "图片太大：{source}（上限 {most} 万像素）。请缩小再添加",
                            source=source,
                            most=_MOST_PIXELS // 10_000,
                        )
                    )
                yield frame.copy()
                page_read(number, total)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, *_DAMAGED) as error:
        raise ReadingError(Message("图片打不开：{source}（文件损坏）。请重新扫描或另存", source=source)) from error


def _format(suffixes: tuple[str, ...], media_type: str, signature: bytes) -> Format:
    return Format(suffixes, media_type, image_text, signature=signature, is_isolated=True)


FORMATS = (
    _format((".png",), "image/png", b"\x89PNG\r\n\x1a\n"),
    _format((".jpg", ".jpeg"), "image/jpeg", b"\xff\xd8\xff"),
    _format((".tif", ".tiff"), "image/tiff", b"II*\0"),
    # The same format from a program that writes the higher byte first.
    _format((), "image/tiff", b"MM\0*"),
)
