"""The bytes of a file become a document."""

import os
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.docx", "a.pdf"])
def test_an_empty_file_is_refused_in_every_format(name: str) -> None:
    with pytest.raises(ReadingError, match=rf"文件是空的：/d/{name}"):
        read_document(Path("/d") / name, b" \n")


def test_a_file_name_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(ReadingError, match="文件名不是 UTF-8"):
        read_document(Path(os.fsdecode(b"/d/\xff.txt")), "正文。".encode())


def test_the_document_names_its_file_format_and_encoding() -> None:
    document = read_document(Path("/d/a.md"), "# 办法\n\n正文。\n".encode("gb18030"))
    assert (document.source, document.media_type, document.encoding) == ("/d/a.md", "text/markdown", "gb18030")


def test_a_table_of_records_has_records_and_no_header() -> None:
    document = read_document(Path("/d/a.csv"), "索引号,文号\n1,甲〔2020〕1号\n".encode())
    assert [record.path for record in document.records] == [("第 2 行",)]
    assert document.header is None
