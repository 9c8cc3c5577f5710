"""The format of a file, by its content first and by its ending second."""

import base64
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
        ("a.xml", Message("请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx")),
        ("a.ppt", Message("请打开后另存为 PDF")),
        ("a.rar", Message("请解开，或重新压缩为 zip")),
        ("a.HEIC", Message("请打开后另存为 PNG 或 JPG")),
    ],
)
def test_a_known_unsupported_format_is_refused_with_its_remedy(name: str, remedy: str) -> None:
    with pytest.raises(ReadingError, match="不支持这种格式") as refusal:
        read_document(Path("/d") / name, b"content")
    assert str(refusal.value).endswith(remedy)


PAGE = "<html><head><meta charset='gbk'></head><body><p>正文。</p></body></html>".encode("gbk")
SAVED_PAGE = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n%s\n--B--\n"
)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        *((f"a{suffix}", PAGE, "text/html") for suffix in (".doc", ".wps", ".xls", ".docx", ".xlsx", ".pdf", "")),
        ("a.doc", b"\xef\xbb\xbf\r\n" + PAGE, "text/html"),
        ("a.doc", SAVED_PAGE % PAGE, "multipart/related"),
        ("a.doc", "正文。".encode("gbk"), "text/plain"),
        ("a.txt", PAGE, "text/plain"),
    ],
)
def test_text_under_the_ending_of_an_office_program_is_read_as_what_it_is(
    name: str, content: bytes, media_type: str
) -> None:
    document = read_document(Path("/d") / name, content)
    assert (document.text[-3:] if name != "a.txt" else "正文。", document.media_type) == ("正文。", media_type)


@pytest.mark.parametrize("name", ["a.xls", "a.et"])
def test_an_export_of_a_table_as_text_is_read_as_records(name: str) -> None:
    document = read_document(Path("/d") / name, "区\t电话\n甲\t1\n".encode("gbk"))
    assert document.text == "区：甲\n电话：1"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_export_of_a_table_in_utf_16_is_read_as_records(encoding: str) -> None:
    document = read_document(Path("/d/a.xls"), "区\t电话\n甲\t1\n".encode(encoding))
    assert (document.text, document.media_type) == ("区：甲\n电话：1", "text/csv")


def test_a_web_page_in_utf_16_is_read_whatever_its_ending() -> None:
    content = "<html><body><p>正文。</p></body></html>".encode("utf-16")
    assert read_document(Path("/d/a.xls"), content).media_type == "text/html"


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md"])
@pytest.mark.parametrize("field", [b"MIME-Version: 1.0", b"Message-ID: <1@a.cn>"])
@pytest.mark.parametrize("relays", [0, 200])
def test_a_mail_with_the_ending_of_a_text_is_read_as_a_mail(name: str, field: bytes, relays: int) -> None:
    received = b"Received: from a.cn\r\n\tby b.cn\r\n" * relays
    coded = b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode("明天开会。".encode())
    document = read_document(Path("/d") / name, received + field + b"\r\nFrom: a@a.cn\r\n" + coded)
    assert (document.text.split("\n")[-1], document.media_type) == ("明天开会。", "message/rfc822")


def test_a_text_that_begins_like_a_letter_stays_a_text() -> None:
    content = b"From: Bob\nTo: Al\n\nMIME-Version: 1.0 is a field."
    assert read_document(Path("/d/a.txt"), content).media_type == "text/plain"


def test_bytes_that_are_no_text_are_not_read_as_text() -> None:
    with pytest.raises(ReadingError, match="Word 文件打不开"):
        read_document(Path("/d/a.doc"), b"\x00\x01\x02 text")


def test_every_ending_belongs_to_one_format() -> None:
    suffixes = [suffix for file_format in FORMATS for suffix in file_format.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert (*suffixes, ".zip") == SUPPORTED_SUFFIXES
