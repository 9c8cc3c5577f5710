"""Rich Text Format files."""

from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
from qa.types import Document

HEAD = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset136 MingLiU;}}"


def read(body: bytes, name: str = "a.rtf") -> Document:
    return read_document(Path("/d") / name, HEAD + body + b"}")


def escaped(text: str, encoding: str = "gb18030") -> bytes:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding)).encode()


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.docx", "a"])
def test_the_text_is_read_whatever_the_ending(name: str) -> None:
    document = read(rb"\f0 " + escaped("第一条　放假") + rb"3" + escaped("天。") + rb"\par", name)
    assert document.text == "第一条 放假3天。"
    assert document.encoding == "rtf"


def test_characters_are_decoded_by_their_font_or_as_unicode() -> None:
    assert read(rb"\f1 " + escaped("繁體", "big5") + rb"\f0 " + escaped("简体") + rb"\par").text == "繁體简体"
    assert read(rb"\uc1\u20320?\u22909 ?{\uc2\u20013\'d6\'d0}\u-10179?\u-8704?\par").text == "你好中😀"


@pytest.mark.parametrize("word", [rb"\v", rb"\strike", rb"\deleted"])
def test_hidden_struck_and_deleted_text_is_left_out(word: bytes) -> None:
    assert read(rb"A{" + word + rb" B}C" + word + rb" D" + word + rb"0 E\par").text == "ACE"


def test_raised_and_lowered_characters_are_written_as_such() -> None:
    assert read(rb"10{\super 4}, H{\sub 2}O, x\super 2\nosupersub  y\par").text == "10⁴, H₂O, x² y"


def test_headers_comments_pictures_and_instructions_of_fields_are_left_out() -> None:
    body = rb"{\header H}A{\*\annotation C}{\pict\bin4 {{}}}{\field{\*\fldinst HYPERLINK http://a.cn}{\fldrslt B}}\par"
    assert read(body).text == "AB"


def test_a_table_has_rows_and_cells_and_lists_have_their_numbers() -> None:
    row = rb"\trowd\cellx100\cellx200\pard\intbl %s\cell %s\cell\row"
    body = rb"\pard {\listtext 1.\tab}A\par" + row % (b"B", b"C") + row % (b"1", b"2") + rb"\pard after\par"
    document = read(body)
    assert document.text == "1. A\nB\tC\n1\t2\nafter"
    assert [len(table.rows) for table in document.tables] == [2]


def test_cells_over_several_rows_and_columns_are_placed_by_their_edges() -> None:
    head = rb"\trowd\cellx100\cellx300\cellx400\pard\intbl A\cell B\cell C\cell\row"
    first = rb"\trowd\clvmgf\cellx100\cellx200\cellx300\cellx400\pard\intbl D\cell 1\cell 2\cell 3\cell\row"
    second = first.replace(b"clvmgf", b"clvmrg").replace(b"D", b"")
    assert read(head + first + second + rb"\pard\par").text == "A\tB\t\tC\nD\t1\t2\t3\nD\t1\t2\t3"


def test_an_outline_level_makes_a_heading() -> None:
    document = read(rb"\pard T\par\pard\outlinelevel0 A\par\pard B\par")
    assert [document.text[h.span.start : h.span.end] for h in document.headings] == ["A"]


def test_groups_nested_too_deep_are_refused() -> None:
    with pytest.raises(ReadingError, match=r"RTF 文件套得太深：/d/a\.rtf"):
        read(b"{" * 1000 + b"A")


def test_a_footnote_follows_its_paragraph_or_table_and_an_endnote_the_text() -> None:
    note = rb"{\super\chftn{\footnote\pard{\super\chftn}" + escaped("注。") + rb"}}"
    end = rb"{\super\chftn{\footnote\ftnalt\pard{\super\chftn}" + escaped("尾注。") + rb"}}"
    cells = rb"\pard\intbl A" + note + rb"\cell B\cell\row"
    body = escaped("甲") + note + escaped("乙") + rb"\par " + cells + rb"\pard C" + end + note + rb"\par D\par"
    assert read(body).text == "甲¹乙\n¹注。\nA²\tB\n²注。\nC[i]³\n³注。\nD\n[i]尾注。"


def test_a_footnote_mark_has_its_number_format_or_is_typed() -> None:
    note = rb"{\footnote\pard\chftn A}"
    assert read(rb"\ftnncnum x\chftn" + note + rb"y\par").text == "x①y\n①A"
    assert read(rb"x*{\footnote\pard * A\par B}y\par").text == "x*y\n* A\nB"
