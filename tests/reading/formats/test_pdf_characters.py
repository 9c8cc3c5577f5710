"""Pages of a PDF as a person reads them: turned, vertical, with hidden text, watermarks and notes."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.errors import ReadingError
from qa.reading import read_document

SENTENCES = ("某县水利局通知各乡镇：", "一、清理时间为三月。", "二、垃圾运至填埋场。")


def read(*draws: Callable[[Canvas], None], rotation: int = 0, size: tuple[float, float] = (595, 842)) -> str:
    """Return the text of a file whose pages are drawn by functions."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=size)
    for draw in draws:
        canvas.setFont("STSong-Light", 14)
        canvas.setPageRotation(rotation)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_document(Path("/d/a.pdf"), content.getvalue()).text


def write(canvas: Canvas) -> None:
    for position, sentence in enumerate(SENTENCES):
        canvas.drawString(72, 500 - 24 * position, sentence)


def turned(angle: int, left: float, bottom: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(left, bottom)
        canvas.rotate(angle)
        write(canvas)
        canvas.restoreState()

    return draw


@pytest.mark.parametrize(
    ("draw", "rotation"),
    [
        (turned(90, 595, 0), 0),
        (turned(270, 0, 842), 0),
        (turned(180, 595, 842), 180),
        (turned(90, 595, 0), 90),
        (turned(3, 0, 0), 0),
    ],
)
def test_a_turned_page_is_read_in_its_direction(draw: Callable[[Canvas], None], rotation: int) -> None:
    assert read(draw, rotation=rotation) == "\n".join(SENTENCES)


def test_a_sideways_line_on_an_upright_page_does_not_cut_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas)
        canvas.translate(560, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "续表")

    assert read(draw) == "\n".join([*SENTENCES, "续表"])


@pytest.mark.parametrize("step", [14, 20])
@pytest.mark.parametrize("is_reversed", [False, True])
def test_vertical_writing_is_read_column_by_column_from_the_right(step: int, is_reversed: bool) -> None:
    def draw(canvas: Canvas) -> None:
        columns = list(enumerate(SENTENCES))
        for column, sentence in reversed(columns) if is_reversed else columns:
            for row, character in enumerate(sentence):
                canvas.drawString(500 - 30 * column, 750 - step * row, character)

    assert read(draw) == "\n".join(SENTENCES)


def test_scattered_characters_are_refused_with_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        for place, character in enumerate("县水利局清理河道的通知自三月一日起施行各乡镇遵照执行"):
            canvas.drawString(72 + 97 * place % 400, 750 - 173 * place % 600, character)

    with pytest.raises(ReadingError, match=r"第 2 页的文字顺序.*a\.pdf"):
        read(write, draw)


def test_an_oblique_watermark_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas)
        canvas.translate(100, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料禁止外传")

    assert read(draw) == "\n".join(SENTENCES)


@pytest.mark.parametrize("slant", [0.2, 0.34, 0.6, -0.3])
@pytest.mark.parametrize(("angle", "left", "bottom", "rotation"), [(0, 0, 0, 0), (90, 595, 0, 0), (180, 595, 842, 180)])
def test_words_in_italics_are_read_in_their_line(
    slant: float, angle: int, left: float, bottom: float, rotation: int
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(left, bottom)
        canvas.rotate(angle)
        text = canvas.beginText(72, 500)
        text.textOut("为了加强")
        text.setTextTransform(1, 0, slant, 1, 128, 500)
        text.textOut("校外住宿")
        text.setTextTransform(1, 0, 0, 1, 184, 500)
        text.textOut("管理，制定本办法。")
        canvas.drawText(text)
        canvas.drawString(72, 476, SENTENCES[1])

    assert read(draw, rotation=rotation) == f"为了加强校外住宿管理，制定本办法。\n{SENTENCES[1]}"


def test_a_page_of_oblique_text_alone_is_read() -> None:
    assert read(turned(30, 0, 0)) == "\n".join(SENTENCES)


def hidden(draw: Callable[[Canvas], None]) -> str:
    def both(canvas: Canvas) -> None:
        write(canvas)
        draw(canvas)

    return read(both).removeprefix("\n".join(SENTENCES)).strip()


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 300, "白字")


def white_on_dark(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.5)
    canvas.rect(60, 290, 200, 40, stroke=0, fill=1)
    white(canvas)


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, 290, 200, 40, stroke=1, fill=1)
    white(canvas)


def unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(72, 300)
    text.setFont("STSong-Light", 14)
    text.setTextRenderMode(3)
    text.textLine("白字")
    canvas.drawText(text)


@pytest.mark.parametrize(
    ("draw", "text"), [(white, ""), (white_on_white, ""), (unpainted, ""), (white_on_dark, "白字")]
)
def test_text_that_nobody_sees_is_left_out(draw: Callable[[Canvas], None], text: str) -> None:
    assert hidden(draw) == text


def test_the_recognised_text_of_a_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 500)
        text.setFont("STSong-Light", 14)
        text.setTextRenderMode(3)
        text.textLine("某县水利局通知各乡镇")
        canvas.drawText(text)

    assert read(draw) == "某县水利局通知各乡镇"


@pytest.mark.parametrize(("flags", "text"), [("", "第三项 巡查"), ("/F 2", ""), ("/F 32", "")])
def test_a_note_written_onto_the_page_is_read_if_it_is_shown(flags: str, text: str) -> None:
    code = "FEFF" + "第三项 巡查".encode("utf-16-be").hex()
    annotation = (
        f"<< /Type /Annot /Subtype /FreeText /Rect [72 300 200 330] /DA (/Helv 10 Tf) /Contents <{code}> {flags} >>"
    ).encode()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842), pageCompression=0)
    canvas.setFont("STSong-Light", 14)
    write(canvas)
    canvas.freeTextAnnotation("PLACE", "/Helv 10 Tf", Rect=[72, 300, 200, 330])
    canvas.save()
    raw = content.getvalue()
    begin = raw.index(b"<<", raw.rindex(b"obj", 0, raw.index(b"/FreeText")))
    end = raw.index(b"endobj", begin)
    found = read_document(Path("/d/a.pdf"), raw[:begin] + annotation + b"\n" + raw[end:]).text
    assert found == "\n".join([*SENTENCES, text] if text else SENTENCES)


def test_raised_digits_and_characters_beyond_the_basic_plane_are_read_as_such() -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(72, 500)
        for text, size, rise in (("达3.2×10", 14, 0), ("4", 8, 5), ("吨，H", 14, 0), ("2", 8, -3), ("O。", 14, 0)):
            line.setFont("STSong-Light", size)
            line.setRise(rise)
            line.textOut(text)
        canvas.drawText(line)

    assert read(draw) == "达3.2×10⁴吨，H₂O。"
