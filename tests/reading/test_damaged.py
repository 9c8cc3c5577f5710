"""A damaged file of any format is read or refused by name, without another exception."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as new_word
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import read_document

PAGE = "<h1>通知</h1><table><tr><td>区<td>电话<tr><td>甲<td>1</table><p>一、要求</p>"


def _word() -> bytes:
    word, content = new_word(), io.BytesIO()
    word.add_heading("一、要求", level=1)
    word.add_paragraph("列表", style="List Number")
    word.save(content)
    return content.getvalue()


def _excel() -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in (["问题", "答案"], ["几点？", "九点"]):
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def _pdf() -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 700, "some text of a page")
    canvas.showPage()
    canvas.save()
    return content.getvalue()


WHOLE = {
    "a.txt": "索引号：1\n发布机构：局\n名称：通知\n第一条 甲。\n".encode("gb18030"),
    "a.md": b"# a\n\n| b | c |\n|---|---|\n| 1 | 2 |\n",
    "a.html": PAGE.encode(),
    "a.mht": b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+YTwvcD4=\n",
    "a.csv": "问题,答案\n几点？,九点\n".encode(),
    "a.docx": _word(),
    "a.xlsx": _excel(),
    "a.pdf": _pdf(),
}


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize("damaged", [lambda whole: whole[: len(whole) // 2], lambda whole: "第一条 甲。\n".encode()])
def test_a_damaged_office_file_is_not_called_a_zip_file(name: str, damaged: Callable[[bytes], bytes]) -> None:
    ending = name.partition(".")[2]
    with pytest.raises(ReadingError, match=rf"^文件打不开：/d/{name}（文件损坏或不是 {ending}）。请用原来的程序"):
        read_document(Path("/d", name), damaged(WHOLE[name]))


@pytest.mark.parametrize("name", WHOLE)
@settings(deadline=10_000)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    try:
        document = read_document(Path("/documents") / name, bytes(content))
    except ReadingError as error:
        refusal = str(error)
    else:
        document.text.encode()
        assert all(0 <= p.span.start < p.span.end <= len(document.text) for p in passages(document, 100))
        return
    assert f"/documents/{name}" in refusal
