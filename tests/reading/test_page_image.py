"""A page is shown with the quotation boxed."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.errors import LibraryError, ReadingError
from qa.library import Library
from qa.reading.formats.pdf_boxes import page_with_boxes
from qa.reading.page_image import _ofd_page, page_image
from qa.types import Citation
from tests.reading.formats.test_ofd import page as ofd_page
from tests.reading.formats.test_ofd import text
from tests.reading.formats.test_ofd_scans import SCAN, scanned

DOTS = 72


def printed() -> bytes:
    """Return a page of 500 by 400 points; a sentence runs over two lines at 100 and 120 points from the top."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(500, 400))
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(50, 300, "第一条 本县图书馆每周")
    canvas.drawString(50, 280, "一闭馆。其他日期开放。")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_each_line_of_the_quotation_is_boxed() -> None:
    picture, boxes = page_with_boxes(printed(), 0, "本县图书馆每周一闭馆。", DOTS)
    assert picture is not None
    assert picture.size == (500, 400)
    (first, second) = boxes
    assert first[0] == pytest.approx(50 + 4 * 16 - 8, abs=6)  # three letters and a narrow blank before it
    assert first[1] < 100 < first[3] + 4
    assert second[0] == pytest.approx(50, abs=2)
    assert second[2] == pytest.approx(50 + 4 * 16, abs=4)
    assert second[1] < 120 < second[3] + 4


def test_the_boxes_of_a_turned_page_are_turned_with_it() -> None:
    document, turned = pypdfium2.PdfDocument(printed()), io.BytesIO()
    document[0].set_rotation(90)
    document.save(turned)
    picture, boxes = page_with_boxes(turned.getvalue(), 0, "第一条", DOTS)
    assert picture is not None
    assert picture.size == (400, 500)
    assert any(280 < left < 320 and top == pytest.approx(50, abs=3) for left, top, _, _ in boxes)


def test_the_part_of_a_quotation_that_is_on_the_page_is_boxed() -> None:
    _, boxes = page_with_boxes(printed(), 0, "其他日期开放。读者凭证入馆，不得外借。", DOTS)
    assert len(boxes) == 1
    assert page_with_boxes(printed(), 0, "读者凭证入馆，不得外借。", DOTS)[1] == []


def test_the_page_is_a_png_file_with_a_coloured_box() -> None:
    content = page_image(Path("/d/a.pdf"), printed(), 1, "其他日期开放。", is_recognised=False)
    picture = np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)
    assert ((picture[:, :, 0] - picture[:, :, 1]) > 100).sum() > 200


def test_a_page_that_is_not_there_and_a_file_without_pages_are_refused() -> None:
    with pytest.raises(ReadingError, match="没有第 7 页"):
        page_image(Path("/d/a.pdf"), printed(), 7, "图书馆", is_recognised=False)
    with pytest.raises(ReadingError, match=r"没有可以显示的页面：/d/a\.txt。只有 PDF、图片和扫描的 OFD 可以显示页面"):
        page_image(Path("/d/a.txt"), "图书馆".encode(), 1, "图书馆", is_recognised=False)


def test_a_scanned_page_of_an_ofd_file_is_shown_and_a_page_with_text_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_ofd_page.__globals__, "is_installed", lambda: False)
    content = scanned(ofd_page(text(10, 10, "第一页有自己的文字。")), ofd_page(SCAN))
    file = _ofd_page(content, "/d/a.ofd", page=2, quotation="图书馆")
    assert Image.open(io.BytesIO(file)).size == (210, 297)
    with pytest.raises(ReadingError, match=r"只能显示扫描的页面，第 1 页是文字：/d/a\.ofd"):
        page_image(Path("/d/a.ofd"), content, 1, "图书馆", is_recognised=False)
    with pytest.raises(ReadingError, match="没有第 3 页"):
        _ofd_page(content, "/d/a.ofd", page=3, quotation="图书馆")


def test_the_library_shows_the_page_of_a_citation(plain_library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed())
    plain_library.add(tmp_path / "a.pdf")
    citation = plain_library.retrieve("图书馆")[0].citation
    assert Image.open(io.BytesIO(plain_library.page_image(citation))).format == "PNG"
    compiled = replace(citation, source=str(tmp_path / "a.pdf" / "某办法"))
    assert plain_library.page_image(compiled) == plain_library.page_image(citation)
    with pytest.raises(LibraryError, match=r"没有可以显示的页面：/a\.txt。只有 PDF、图片和扫描的 OFD 可以显示页面"):
        plain_library.page_image(Citation(1, "", "", "", "", None, None, (), 1, 0, 1, "/a.txt"))
