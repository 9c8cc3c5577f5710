"""Word files of the versions 97 to 2003, and WPS texts."""

from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
from qa.types import Document
from tests.reading.formats.ole_samples import Text, word_file

IN_TABLE, ROW_END, OUTLINE, LIST = 0x2416, 0x2417, 0x2640, 0x460B
HIDDEN, DELETED, STRUCK = 0x083C, 0x0800, 0x0837
CELL, END = {IN_TABLE: 1}, {IN_TABLE: 1, ROW_END: 1}


def read(*texts: Text, name: str = "a.doc", lists: tuple[tuple[int, str], ...] = ()) -> Document:
    return read_document(Path("/d") / name, word_file(texts, lists))


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.docx", "a.bin"])
def test_the_text_is_read_verbatim_whatever_the_ending(name: str) -> None:
    document = read(Text("关于放假的通知\r"), Text("第一条　放假3天。𠀀\r"), name=name)
    assert document.text == "关于放假的通知\n第一条 放假3天。𠀀"
    assert document.encoding == "doc"


@pytest.mark.parametrize("property_", [HIDDEN, DELETED, STRUCK])
def test_hidden_deleted_and_struck_text_is_left_out(property_: int) -> None:
    assert read(Text("放假"), Text("2", {property_: 1}), Text("3天\r")).text == "放假3天"


def test_raised_and_lowered_characters_are_written_as_such() -> None:
    assert (
        read(Text("3.2×10"), Text("4", {0x2A48: 1}), Text("，H"), Text("2", {0x2A48: 2}), Text("O\r")).text
        == "3.2×10⁴，H₂O"
    )


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    text = '见\x13 HYPERLINK "http://a.cn" \x14《办法》\x15第\x13 REF a \x13 PAGE \x15\x142\x15条\x13 TC "x" \x15\r'
    assert read(Text(text)).text == "见《办法》第2条"


def test_a_table_has_rows_and_cells() -> None:
    rows = [("区", "电话"), ("甲", "1"), ("乙", "")]
    cells = [
        part for row in rows for part in (*(Text(f"{cell}\x07", None, CELL) for cell in row), Text("\x07", None, END))
    ]
    document = read(Text("电话表\r"), *cells, Text("以上。\r"))
    assert document.text == "电话表\n区\t电话\n甲\t1\n乙\n以上。"
    assert [len(table.rows) for table in document.tables] == [3]


def test_a_table_of_one_column_is_a_frame_around_text() -> None:
    document = read(Text("甲\r", None, CELL), Text("乙\x07", None, CELL), Text("\x07", None, END), Text("丙\r"))
    assert document.text == "甲\n乙\n丙"
    assert document.tables == ()


def test_paragraphs_have_the_numbers_of_their_lists() -> None:
    lists = ((37, "第\0章　"), (0, "\0."))
    document = read(
        *(Text("总则\r", None, {LIST: 1}), Text("甲\r", None, {LIST: 2}), Text("附则\r", None, {LIST: 1})),
        *(Text("乙\r", None, {LIST: 2}), Text("无\r", None, {LIST: 0})),
        lists=lists,
    )
    assert document.text == "第一章　总则\n1. 甲\n第二章　附则\n2. 乙\n无"


def test_lists_in_japanese_counting_and_with_bullets_look_as_in_word() -> None:
    counted, bulleted = {LIST: 1}, {LIST: 2}
    document = read(
        *(Text("总则\r", None, counted), Text("甲\r", None, bulleted), Text("附则\r", None, counted)),
        Text("要求\r", None, {LIST: 2, OUTLINE: 1}),
        lists=((11, "\0、"), (23, "\uf0b7")),
    )
    assert document.text == "一、总则\n• 甲\n二、附则\n要求"


def test_an_outline_level_makes_a_heading() -> None:
    document = read(Text("通知\r"), Text("要求\r", None, {OUTLINE: 1}), Text("正文。\r", None, {OUTLINE: 9}))
    assert [(document.text[h.span.start : h.span.end], h.level) for h in document.headings] == [("要求", 2)]


def test_headers_are_left_out() -> None:
    content = word_file([Text("正文。\r")], headers="机密\r")
    assert read_document(Path("/d/a.doc"), content).text == "正文。"


def test_an_encrypted_file_is_refused_as_encrypted() -> None:
    with pytest.raises(ReadingError, match=r"文件已加密：/d/a\.doc"):
        read_document(Path("/d/a.doc"), word_file([Text("正文。\r")], flags=0x100))


def test_a_file_older_than_word_97_is_refused_with_a_remedy() -> None:
    with pytest.raises(ReadingError, match=r"Word 版本太旧：/d/a\.doc.*另存为 docx"):
        read_document(Path("/d/a.doc"), word_file([Text("正文。\r")], version=0x65))


def test_a_truncated_file_is_refused_as_damaged() -> None:
    with pytest.raises(ReadingError, match=r"Word 文件打不开：/d/a\.doc"):
        read_document(Path("/d/a.doc"), word_file([Text("正文。\r")])[:1500])


def test_a_footnote_follows_the_paragraph_or_the_table_that_refers_to_it() -> None:
    cells = (Text("区𠀀\x02\x07", None, CELL), Text("电话\x07", None, CELL), Text("\x07", None, END))
    texts = (Text("𠀀甲\x02乙\r"), *cells, Text("丙\x02\r"), Text("丁\r"))
    notes = ("\x02 注一。\r", "\x02 注二。\r再注。\r", "\x02 注三。\r")
    document = read_document(Path("/d/a.doc"), word_file(texts, footnotes=notes))
    assert document.text == "𠀀甲¹乙\n¹ 注一。\n区𠀀²\t电话\n² 注二。\n再注。\n丙³\n³ 注三。\n丁"
