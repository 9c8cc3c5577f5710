"""PDF files: paragraphs as they were before they were set in lines and pages."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.radicals import unified
from qa.types import Document

SIZE, LEFT, TOP, PITCH, WIDTH = 12, 72, 740, 20, 37
LONG = "为进一步规范市场秩序，保障消费者合法权益，根据有关法律法规，结合本市实际，制定本办法。" * 3


def set_in_lines(paragraph: str) -> list[tuple[int, str]]:
    """The lines of a paragraph with their indents, in characters."""
    rest = paragraph[WIDTH - 2 :]
    return [(2, paragraph[: WIDTH - 2]), *((0, rest[i : i + WIDTH]) for i in range(0, len(rest), WIDTH))]


def printed(pages: Sequence[Sequence[tuple[int, str]]], *, encrypt: str | None = None) -> bytes:
    """Pages with a running head and a page number."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842), encrypt=encrypt)
    for number, lines in enumerate(pages, start=1):
        canvas.setFont("STSong-Light", SIZE)
        canvas.drawString(LEFT, 800, "某市人民政府公报 2020年第3期")
        canvas.drawString(290, 40, f"- {number} -")
        for position, (indent, line) in enumerate(lines):
            canvas.drawString(LEFT + indent * SIZE, TOP - position * PITCH, line)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def read(content: bytes) -> Document:
    return read_document(Path("/documents/a.pdf"), content)


def test_lines_become_paragraphs_over_the_ends_of_pages_without_running_heads_and_page_numbers() -> None:
    over_the_end = set_in_lines(LONG)
    first = [(10, "某市市场管理办法"), *set_in_lines("一、总则"), *set_in_lines(LONG), *over_the_end[:2]]
    document = read(printed([first, [*over_the_end[2:], *set_in_lines("二、附则")]]))
    assert document.text == f"某市市场管理办法\n一、总则\n{LONG}\n{LONG}\n二、附则"
    assert document.pages == (
        0,
        document.text.index("二、附则") - 1 - len("".join(line for _, line in over_the_end[2:])),
    )


def test_a_divided_word_is_whole_again_and_words_keep_their_blank() -> None:
    lines = [(0, "The city government of Shenzhen has announced a new regu-"), (0, "lation of the market")]
    assert read(printed([lines])).text.endswith("announced a new regulation of the market")


def test_a_page_without_text_is_refused_as_a_scan() -> None:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    with pytest.raises(ReadingError, match=r"没有文字层：/documents/a\.pdf.*OCR"):
        read(content.getvalue())


def test_a_garbled_text_layer_is_refused() -> None:
    garbled = [(0, "".join(chr(0x9F00 + (i * 7 + n) % 0x90) for i in range(30))) for n in range(4)]
    with pytest.raises(ReadingError, match=r"乱码"):
        read(printed([garbled]))


def test_a_file_with_a_password_is_refused_as_such() -> None:
    with pytest.raises(ReadingError, match=r"有密码"):
        read(printed([[(0, "正文")]], encrypt="secret"))


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"a\.pdf.*损坏"):
        read(b"%PDF-1.7 broken")


def test_radicals_become_the_characters_that_they_look_like() -> None:
    assert unified("⾸⻚⽂⻓⺠⻔户") == "首页文长民门户"
    assert unified("页 ① ㎡") == "页 ① ㎡"
