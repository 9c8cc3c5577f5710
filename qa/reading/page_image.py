"""Render pages with a box around a quotation, so that a person can compare a citation with its original."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats import image as image_files
from qa.reading.formats import ofd, pdf
from qa.reading.formats.pdf_boxes import page_with_boxes
from qa.reading.formats.registry import format_of
from qa.reading.parser_process import ParserProcess
from qa.reading.recognition import is_installed, recognised_page_texts
from qa.reading.recognition.quoted_boxes import quoted_boxes

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]
"""left, top, right and bottom in pixels"""

_PARSERS = ParserProcess()
_DOTS = 150
_COLOUR = (217, 48, 37)
_LINE, _ROOM = 3, 4
"""width of a box's line, and its distance from the letters, in pixels"""


def page_image(source: Path, content: bytes, page: int, quotation: str, *, is_recognised: bool) -> bytes:
    """Return a page of a PDF file, a picture or a scanned OFD file as a PNG file, with a quotation boxed.

    A recognised page is returned without a box if text recognition is not installed.

    Args:
        source: the path of the file.
        content: its bytes.
        page: the number of the page, from 1.
        quotation: the quoted text; the part of it on this page is boxed.
        is_recognised: whether the text of a page of a PDF file was recognised from its picture; for other formats it
            has no effect.

    Raises:
        ReadingError: the file has no such page, is damaged, or is of a format without pages; or the page of an OFD file
            is no scan.
    """
    file_format = format_of(source, content)
    if file_format is pdf.FORMAT:
        draw = partial(_pdf_page, page=page, quotation=quotation, is_recognised=is_recognised)
    elif file_format in image_files.FORMATS:
        draw = partial(_picture_page, page=page, quotation=quotation)
    elif file_format is ofd.FORMAT:
        draw = partial(_ofd_page, page=page, quotation=quotation)
    else:
        raise ReadingError(
            Message("这种文件没有可以显示的页面：{source}。只有 PDF、图片和扫描的 OFD 可以显示页面", source=str(source))
        )
    return _PARSERS.extract(draw, content, str(source))


def _pdf_page(content: bytes, source: str, *, page: int, quotation: str, is_recognised: bool) -> bytes:
    rendered, boxes = page_with_boxes(content, page - 1, "" if is_recognised else quotation, _DOTS)
    if rendered is None:
        raise _no_page(source, page)
    return _boxed_recognised(rendered, quotation) if is_recognised else _png(rendered, boxes)


def _picture_page(content: bytes, source: str, *, page: int, quotation: str) -> bytes:
    for number, frame in enumerate(image_files.frames(content, source), start=1):
        if number == page:
            return _boxed_recognised(frame, quotation)
    raise _no_page(source, page)


def _ofd_page(content: bytes, source: str, *, page: int, quotation: str) -> bytes:
    scan = ofd.scanned_page(content, source, page)
    if scan is None:
        raise _no_page(source, page)
    if not scan:
        # Drawing texts needs the fonts of the file, for which there is no library with a free licence.
        raise ReadingError(
            Message(
                "OFD 只能显示扫描的页面，第 {page} 页是文字：{source}。请用 OFD 阅读器打开原文件核对",
                page=page,
                source=source,
            )
        )
    return _picture_page(scan, source, page=1, quotation=quotation)


def _boxed_recognised(page: "Image", quotation: str) -> bytes:
    """Return a scanned page, turned upright, with a quotation boxed, as a PNG file.

    If text recognition is not installed, the page is returned as it is.
    """
    if not is_installed():
        return _png(page, ())
    upright, texts = recognised_page_texts(page)
    return _png(upright, quoted_boxes(texts, quotation))


def _png(page: "Image", boxes: Sequence[Box]) -> bytes:
    from PIL import ImageDraw

    drawn = page.convert("RGB")
    draw = ImageDraw.Draw(drawn)
    for left, top, right, bottom in boxes:
        draw.rectangle((left - _ROOM, top - _ROOM, right + _ROOM, bottom + _ROOM), outline=_COLOUR, width=_LINE)
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()


def _no_page(source: str, page: int) -> ReadingError:
    return ReadingError(Message("文件里没有第 {page} 页：{source}", page=page, source=source))
