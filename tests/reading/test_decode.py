"""Encodings, and what is not text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import ReadingError
from qa.reading.decode import decode

SENTENCE = "国务院办公厅关于印发通知的函，自2020年1月1日起施行。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_text_in_the_usual_encodings_is_read(encoding: str) -> None:
    text, _ = decode((SENTENCE * 3).encode(encoding), "file.txt")
    assert text == SENTENCE * 3


def test_line_ends_become_one_kind() -> None:
    assert decode("甲\r\n乙\r丙\u2028丁".encode(), "file.txt")[0] == "甲\n乙\n丙\n丁"


@pytest.mark.parametrize("content", [b"", b" \n\t "])
def test_an_empty_file_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"空的.*file\.txt"):
        decode(content, "file.txt")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)), b"PK\x03\x04\x00"])
def test_a_file_that_is_not_text_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"不是文本.*file\.txt"):
        decode(content, "file.txt")


@given(st.binary(max_size=200))
def test_any_bytes_give_clean_text_or_a_refusal(content: bytes) -> None:
    try:
        text, _ = decode(content, "file.txt")
    except ReadingError:
        return
    assert "\r" not in text
    assert "\x00" not in text
    text.encode("utf-8")
