"""The bytes of a file become a document."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.registry import format_of


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.docx", "a.pdf"])
def test_an_empty_file_is_refused_in_every_format(name: str) -> None:
    with pytest.raises(ReadingError, match=rf"文件是空的：/d/{name}"):
        read_document(Path("/d") / name, b" \n")


def test_the_document_names_its_file_format_and_encoding() -> None:
    document = read_document(Path("/d/a.md"), "# 办法\n\n正文。\n".encode("gb18030"))
    assert (document.source, document.media_type, document.encoding) == ("/d/a.md", "text/markdown", "gb18030")


def test_a_table_of_records_has_records_and_no_header() -> None:
    document = read_document(Path("/d/a.csv"), "索引号,文号\n1,甲〔2020〕1号\n".encode())
    assert [record.path for record in document.records] == [("第 2 行",)]
    assert document.header is None


def test_a_parser_that_fails_unforeseen_refuses_its_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(content: bytes, source: str) -> ExtractedText:
        raise RecursionError

    text = replace(format_of(Path("a.txt"), b"a"), extract=fails)
    monkeypatch.setattr("qa.reading.document_reader.format_of", lambda source, content: text)
    with pytest.raises(ReadingError, match=r"文件读不了：/d/a.txt（解析时出错"):
        read_document(Path("/d/a.txt"), b"text")
