"""Encodings, and the refusal of files that are not text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import ReadingError
from qa.reading import decode

SENTENCE = "国务院办公厅关于印发通知的函，自2020年1月1日起施行。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_text_in_the_usual_encodings_is_read(encoding: str) -> None:
    text, _ = decode((SENTENCE * 3).encode(encoding), "file.txt")
    assert text == SENTENCE * 3


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("gbk", "第三章 回避", "gb18030"),
        ("gbk", "孙宏阳）", "gb18030"),
        ("gb18030", "䶮出镇㐂𠮷二人的证件。", "gb18030"),
        ("big5", "國家稅務總局", "big5"),
        ("big5", "關於放假的通知，請各單位遵照執行。", "big5"),
        ("utf-16-le", "全面加强党风廉政建设。", "utf-16-le"),
        ("utf-16-be", "全面加强党风廉政建设。", "utf-16-be"),
        ("utf-16", "全面加强党风廉政建设。", "utf-16"),
        ("utf-8", "全面加强党风廉政建设。", "utf-8"),
    ],
)
def test_a_few_characters_are_enough_to_detect_the_encoding(encoding: str, text: str, name: str) -> None:
    found, decided = decode(text.encode(encoding), "file.txt")
    assert found == text
    assert decided.lower().startswith(name)


@pytest.mark.parametrize("text", ["张翀,李婧", "玥婧翀翾", "Name,Tel\n张翀,12345678901234567890123456789012\n"])
def test_rare_characters_do_not_suggest_another_encoding(text: str) -> None:
    assert decode(text.encode("gb18030"), "file.txt") == (text, "gb18030")


def test_english_text_in_windows_1252_is_read() -> None:
    text = "The café is “open”. It’s naïve to think otherwise. "
    assert decode((text * 5).encode("cp1252"), "file.txt") == (text * 5, "windows-1252")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_damaged_byte_is_one_replacement_character_and_the_encoding_states_damage(encoding: str) -> None:
    text = "國家稅務總局關於放假的通知，請各單位遵照執行。\n" * 12
    content = text.encode(encoding)
    # The second character's last byte becomes one that ends no character; the file ends in the middle of another.
    end = len("國家".encode(encoding))
    damaged = content[: end - 1] + b"!" + content[end:-2]
    found, decided = decode(damaged, "file.txt")
    assert decided.endswith("（有损坏）")
    assert found.startswith("國\ufffd!稅務總局")
    assert found.count("請各單位遵照執行") == 12


def test_a_file_with_much_damage_is_refused() -> None:
    content = bytearray((SENTENCE * 5).encode())
    content[::7] = b"\xff" * len(content[::7])
    with pytest.raises(ReadingError, match=r"不是文本.*file\.txt"):
        decode(bytes(content), "file.txt")


@given(st.text(st.sampled_from("关于印发《管理办法》的通知，自2020年1月1日起施行。第三条(一)ab\n"), min_size=8))
def test_utf_16_without_a_mark_is_read_in_either_byte_order(text: str) -> None:
    if any("\u4e00" <= c <= "\u9fff" for c in text) and text.strip():
        assert decode(text.encode("utf-16-le"), "file.txt")[0] == text.lstrip("\ufeff")
        assert decode(text.encode("utf-16-be"), "file.txt")[0] == text


def test_private_characters_in_utf_8_are_accepted() -> None:
    text = "（一）支持抗诉；\ue004\n（二）维护判决；\ue004"
    assert decode(text.encode(), "file.txt") == (text, "utf-8")


def test_line_ends_are_unified() -> None:
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
