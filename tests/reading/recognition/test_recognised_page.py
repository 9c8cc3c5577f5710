"""Scanned pages are recognised, in pictures and in PDF files, and marked as such."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("rapidocr")

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.recognition import check_confidence, recognised_page
from qa.reading.recognition.engine import RecognisedText

FONTS = [path for path in Path("/usr/share/fonts").rglob("*") if path.name in ("NotoSerifCJK-Regular.ttc", "uming.ttc")]
needs_font = pytest.mark.skipif(not FONTS, reason="no Chinese font is installed")
LEFT = (440, 192, 120, 700)
"""where the lines of a page begin: a title, a paragraph of two lines, a signature"""
LINES = (
    "关于冬季清雪的通知",
    "降雪停止后，主干道应当在十二小时内由责任单位清扫",
    "完毕，人行道为二十四小时。",
    "青田县城市管理局",
)
NOTICE = [LINES[0], LINES[1] + LINES[2], LINES[3]]


def scan(skew: float = 0.0) -> Image.Image:
    image = Image.new("RGB", (1240, 1000), "white")
    font = ImageFont.truetype(FONTS[0], 36)
    for place, (left, line) in enumerate(zip(LEFT, LINES, strict=True)):
        ImageDraw.Draw(image).text((left, 150 + 90 * place), line, font=font, fill="black")
    return image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")


def saved(image: Image.Image, file_format: str) -> bytes:
    file = io.BytesIO()
    image.save(file, file_format)
    return file.getvalue()


@needs_font
@pytest.mark.parametrize(("file_format", "skew"), [("PNG", 0.0), ("JPEG", 1.5)])
def test_a_picture_is_read_and_its_page_has_a_confidence(file_format: str, skew: float) -> None:
    document = read_document(Path("/d/scan.img"), saved(scan(skew), file_format))
    assert document.text.split("\n") == NOTICE
    assert document.metadata.title == NOTICE[0]
    assert document.pages == (0,)
    assert document.recognised[0] is not None
    assert 0.9 < document.recognised[0] <= 1


@needs_font
def test_a_pdf_with_one_scanned_page_is_read_whole() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(80, 700, "第一条 本县图书馆每周一闭馆。")
    canvas.showPage()
    canvas.drawImage(ImageReader(scan()), 0, 300, 595, 480)
    canvas.showPage()
    canvas.save()
    pages: list[tuple[int, int]] = []
    document = read_document(
        Path("/d/a.pdf"), content.getvalue(), on_page=lambda done, total: pages.append((done, total))
    )
    assert document.text.split("\n") == ["第一条 本县图书馆每周一闭馆。", *NOTICE]
    assert document.recognised[0] is None
    assert document.recognised[1] is not None
    assert document.pages == (0, document.text.index(NOTICE[0]))
    assert pages == [(0, 1), (1, 1)]


def test_a_picture_without_text_is_refused() -> None:
    with pytest.raises(ReadingError, match="没有认出文字"):
        read_document(Path("/d/empty.png"), saved(Image.new("RGB", (800, 800), "white"), "PNG"))


def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"图片打不开：/d/a\.png"):
        read_document(Path("/d/a.png"), saved(Image.new("RGB", (80, 80)), "PNG")[:60])


def test_pages_below_the_threshold_are_refused_by_number() -> None:
    check_confidence((None, 0.95, 1.0), "a.pdf")
    with pytest.raises(ReadingError, match="第 2、4 页认不清"):
        check_confidence((None, 0.6, 0.9, 0.2), "a.pdf")


@pytest.mark.parametrize(
    ("confidences", "kept"),
    [((0.97, 0.79), ["图书馆", "一楼"]), ((0.82, 0.75), ["图书馆"]), ((0.75, 0.75), []), ((0.95, 0.5), ["图书馆"])],
)
def test_a_picture_keeps_its_texts_unless_they_would_make_the_file_refused(
    monkeypatch: pytest.MonkeyPatch, confidences: tuple[float, float], kept: list[str]
) -> None:
    box = ((0.0, 0.0), (90.0, 0.0), (90.0, 30.0), (0.0, 30.0))
    low = tuple((x, y + 60) for x, y in box)
    texts = [RecognisedText("图书馆", confidences[0], box), RecognisedText("一楼", confidences[1], low)]
    monkeypatch.setattr(recognised_page, "recognise", lambda picture: texts)
    image = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(image).rectangle((20, 20, 80, 80), fill="black")
    page = recognised_page.recognise_page(image, 200)
    assert [line.text for line in page.lines] == kept
    check_confidence((page.confidence,), "a.png")
