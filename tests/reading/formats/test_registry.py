"""The format of a file, by its content first and by its ending second."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as new_word
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading import SUPPORTED_SUFFIXES, find_files, read_bytes, read_document
from qa.reading.formats.registry import FORMATS


def word_file() -> bytes:
    word, content = new_word(), io.BytesIO()
    word.add_paragraph("some text")
    word.save(content)
    return content.getvalue()


def excel_file() -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in (["question", "answer"], ["some", "text"]):
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def pdf_file() -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 700, "some text")
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def zip_file(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


CONTENTS = {"docx": word_file(), "xlsx": excel_file(), "pdf": pdf_file()}
ENDINGS = [".txt", ".md", ".html", ".mht", ".csv", ".docx", ".xlsx", ".pdf", ".doc", ".xls", ".wps", ".zip", ".bin", ""]


@pytest.mark.parametrize("suffix", ENDINGS)
@pytest.mark.parametrize("name", CONTENTS)
def test_a_word_excel_or_pdf_file_is_read_whatever_its_ending(name: str, suffix: str) -> None:
    content = CONTENTS[name]
    document = read_document(Path(f"/d/a{suffix}"), content)
    expected = read_document(Path(f"/d/a.{name}"), content)
    assert (document.text, document.media_type, document.encoding) == (expected.text, expected.media_type, name)
    assert "text" in document.text


def test_endings_in_capitals_are_recognised() -> None:
    assert read_document(Path("/d/A.TXT"), "正文".encode()).media_type == "text/plain"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv", ".pdf"])
def test_a_zip_archive_with_another_ending_is_refused_with_the_remedy(suffix: str) -> None:
    with pytest.raises(ReadingError, match=r"不支持.*内容是 zip 压缩包，请把后缀改为 \.zip"):
        read_document(Path(f"/d/a{suffix}"), zip_file({"a.txt": b"text"}))


@pytest.mark.parametrize(("name", "why"), [("a.docx", "Word 文件打不开"), ("a.xlsx", "Excel 文件打不开")])
def test_a_zip_archive_named_like_an_office_file_is_refused_as_damaged(name: str, why: str) -> None:
    with pytest.raises(ReadingError, match=why):
        read_document(Path("/d") / name, zip_file({"a.txt": b"text"}))


def test_an_office_file_named_zip_is_a_file_and_not_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(CONTENTS["docx"])
    (tmp_path / "b.zip").write_bytes(zip_file({"in.zip": CONTENTS["xlsx"], "c.txt": b"text"}))
    problems: list[str] = []
    files = list(find_files([tmp_path], lambda path, why: problems.append(why)))
    assert [file.relative_to(tmp_path).as_posix() for file in files] == ["a.zip", "b.zip/c.txt", "b.zip/in.zip"]
    assert [read_document(file, read_bytes(file)).encoding for file in files] == ["docx", "utf-8", "xlsx"]
    assert problems == []


@pytest.mark.parametrize("name", ["a.bin", "a"])
def test_an_unknown_format_is_refused_with_the_supported_formats(name: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_document(Path("/d") / name, "正文。".encode())
    assert all(suffix in str(refusal.value) for suffix in SUPPORTED_SUFFIXES)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.doc", Message("请用 Word 或 WPS 打开后另存为 docx")),
        ("a.xls", Message("请用 Excel 或 WPS 打开后另存为 xlsx")),
        ("a.ofd", Message("请打开后另存为 PDF")),
        ("a.rar", Message("请解开，或重新压缩为 zip")),
        ("a.PNG", Message("请先做文字识别（OCR）")),
    ],
)
def test_a_known_unsupported_format_is_refused_with_its_remedy(name: str, remedy: str) -> None:
    with pytest.raises(ReadingError, match="不支持这种格式") as refusal:
        read_document(Path("/d") / name, b"content")
    assert str(refusal.value).endswith(remedy)


def test_an_ofd_file_is_refused_as_such_although_it_is_a_zip() -> None:
    with pytest.raises(ReadingError, match="另存为 PDF"):
        read_document(Path("/d/a.ofd"), zip_file({"OFD.xml": b"<OFD/>"}))


def test_every_ending_belongs_to_one_format() -> None:
    suffixes = [suffix for file_format in FORMATS for suffix in file_format.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert (*suffixes, ".zip") == SUPPORTED_SUFFIXES
