"""Word files: everything that a person sees on the page, in its order."""

import io
from pathlib import Path

import pytest
from docx import Document as new_word
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import read_document
from qa.types import Document
from tests.reading.formats.word_files import R, add_part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ARTICLES = f"""<w:abstractNum {W} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条　"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>"""
NUMBER = f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'


def saved(word: WordDocument) -> bytes:
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def read(word: WordDocument) -> Document:
    return read_document(Path("/documents/a.docx"), saved(word))


def body(document: Document) -> str:
    return document.text[document.body.start : document.body.end]


def numbered(word: WordDocument, text: str, level: int) -> None:
    paragraph = word.add_paragraph(text)._p
    properties = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
    paragraph.get_or_add_pPr().append(parse_xml(properties))


def test_headings_paragraphs_and_tables_keep_their_order() -> None:
    word = new_word()
    word.add_heading("一、总则", level=1)
    word.add_paragraph("第一段。")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("区", "电话", "福田", "123"), strict=True):
        cell.text = text
    word.add_paragraph("最后一段。")
    document = read(word)
    assert body(document) == "一、总则\n第一段。\n区\t电话\n福田\t123\n最后一段。"
    assert [heading.level for heading in document.headings] == [1]
    assert [document.text[row.start : row.end] for row in document.tables[0].rows] == ["区\t电话", "福田\t123"]


def test_the_numbers_that_word_computes_are_in_the_text() -> None:
    word = new_word()
    root = word.part.numbering_part.element
    root.insert(0, parse_xml(ARTICLES))
    root.append(parse_xml(NUMBER))
    for text, level in (("目的。", 0), ("范围。", 0), ("甲；", 1), ("乙。", 1), ("附则。", 0), ("丙。", 1)):
        numbered(word, text, level)
    assert body(read(word)).split("\n") == [
        "第一条　目的。",
        "第二条　范围。",
        "1. 甲；",
        "2. 乙。",
        "第三条　附则。",
        "1. 丙。",
    ]


def test_insertions_content_controls_and_text_boxes_are_read_and_deletions_are_not() -> None:
    word = new_word()
    paragraph = word.add_paragraph("原文")._p
    paragraph.append(parse_xml(f"<w:ins {W}><w:r><w:t>插入</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {W}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    paragraph.append(
        parse_xml(
            f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    paragraph.addnext(
        parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    assert body(read(word)) == "原文插入\n文本框\n控件"


def test_a_long_table_is_cut_between_rows_and_repeats_its_column_names() -> None:
    word = new_word()
    table = word.add_table(rows=0, cols=2)
    for first, second in [("单位", "电话"), *((f"第{n}街道办事处服务大厅", f"0755-2345{n:04}") for n in range(40))]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = first, second
    document = read(word)
    cut = passages(document, 200)
    assert len(cut) > 1
    assert cut[0].heading_path == ()
    assert all(passage.heading_path == ("单位 ｜ 电话",) for passage in cut[1:])
    rows = {row.start for row in document.tables[0].rows}
    assert all(passage.span.start in rows for passage in cut)


def test_both_rows_of_column_names_are_repeated() -> None:
    word = new_word()
    table = word.add_table(rows=2, cols=3)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ["地区", "补贴", "补贴", "地区", "老人", "儿童"], strict=True
    ):
        cell.text = text
    for n in range(9):
        for cell, text in zip(table.add_row().cells, (f"第{n}街道办事处", "100", "200"), strict=True):
            cell.text = text
    for (row, column), (last_row, last_column) in (((0, 0), (1, 0)), ((0, 1), (0, 2))):
        table.cell(last_row, last_column).text = ""
        table.cell(row, column).merge(table.cell(last_row, last_column))
    cut = passages(read(word), 60)
    assert {passage.heading_path for passage in cut[1:]} == {("地区 ｜ 补贴", "地区 ｜ 老人 ｜ 儿童")}


def test_an_empty_cell_keeps_its_place_and_a_merged_cell_is_repeated_in_its_rows() -> None:
    word = new_word()
    table = word.add_table(rows=4, cols=3)
    for cells, texts in zip(
        (row.cells for row in table.rows),
        (("姓名", "电话", "邮箱"), ("张三", "", "a@b.cn"), ("补领", "40元", ""), ("", "20元", "减半")),
        strict=True,
    ):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0))
    word.add_paragraph("正文。")
    assert body(read(word)).split("\n")[:4] == ["姓名\t电话\t邮箱", "张三\t\ta@b.cn", "补领\t40元", "补领\t20元\t减半"]


def test_a_table_in_a_cell_leaves_the_other_rows_unchanged() -> None:
    word = new_word()
    table = word.add_table(rows=5, cols=2)
    for n, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = f"项目{n}", f"{n}元"
    inner = table.cell(2, 1).add_table(rows=2, cols=2)
    for n, row in enumerate(inner.rows):
        row.cells[0].text, row.cells[1].text = f"细目{n}", f"{n}角"
    document = read(word)
    assert [line for line in body(document).split("\n") if "\t" in line] == [
        "项目0\t0元",
        "项目1\t1元",
        "细目0\t0角",
        "细目1\t1角",
        "项目3\t3元",
        "项目4\t4元",
    ]
    assert [len(table.rows) for table in document.tables] == [2, 2, 2]


def test_a_cut_wide_table_repeats_all_its_column_names() -> None:
    names = [f"第{n}季度一般公共预算收入" for n in range(10)]
    word = new_word()
    table = word.add_table(rows=0, cols=10)
    for row in (names, *([f"{n}{m}" for m in range(10)] for n in range(30))):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    repeated = passages(read(word), 300)[1].heading_path[-1]
    assert all(name in repeated for name in names)


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"no word file", b"\xd0\xcf\x11\xe0 an old one"])
def test_a_damaged_file_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"a\.docx"):
        read_document(Path("/documents/a.docx"), content)


def test_the_text_above_the_first_heading_stays_in_the_body() -> None:
    word = new_word()
    for text in ("深圳市人民政府文件", "深府〔2019〕1号"):
        word.add_paragraph(text)
    word.add_paragraph("关于甲的通知", style="Title")
    word.add_paragraph("各区：请执行。")
    word.add_heading("第一章 总则", level=1)
    document = read(word)
    assert body(document) == "深圳市人民政府文件\n深府〔2019〕1号\n关于甲的通知\n各区：请执行。\n第一章 总则"
    assert document.metadata.title == "关于甲的通知"
    assert document.metadata.document_number == "深府〔2019〕1号"


HTML = (
    "<html><body><p>第一条 每户限养一只犬。</p>"
    "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
)


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        ("chunk.html", "text/html", HTML.encode()),
        (
            "chunk.mht",
            "message/rfc822",
            b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + HTML.encode(),
        ),
    ],
)
def test_an_embedded_page_is_read_in_its_place(name: str, media_type: str, content: bytes) -> None:
    word = new_word()
    word.add_paragraph("通告")
    relation = add_part(word, "aFChunk", name, content, media_type)
    word.element.body.insert(1, parse_xml(f'<w:altChunk {W} {R} r:id="{relation}"/>'))
    word.add_paragraph("文末")
    document = read(word)
    assert body(document) == "通告\n第一条 每户限养一只犬。\n甲\t1\n乙\t2\n文末"
    assert len(document.tables) == 1


def test_an_embedded_word_file_and_an_embedded_text_are_read() -> None:
    inner = new_word()
    inner.add_paragraph("里面")
    word = new_word()
    for name, media_type, content in (
        ("chunk.docx", "application/vnd.openxmlformats-officedocument", saved(inner)),
        ("chunk.txt", "text/plain", "文本\n".encode()),
    ):
        relation = add_part(word, "aFChunk", name, content, media_type)
        word.element.body.insert(0, parse_xml(f'<w:altChunk {W} {R} r:id="{relation}"/>'))
    assert body(read(word)) == "文本\n里面"


def test_a_file_whose_embedded_text_cannot_be_read_is_refused() -> None:
    word = new_word()
    word.add_paragraph("通告")
    relation = add_part(word, "aFChunk", "chunk.rtf", b"{\\rtf1 text}", "application/rtf")
    word.element.body.insert(1, parse_xml(f'<w:altChunk {W} {R} r:id="{relation}"/>'))
    with pytest.raises(ReadingError, match=r"嵌入的文件读不了.*a\.docx"):
        read(word)


@pytest.mark.parametrize(
    ("header", "is_read"), [("江北市人民政府文件", True), ("江政发〔2021〕9号", True), ("某市年鉴 2020年", False)]
)
def test_the_header_of_the_first_page_is_read_if_it_is_the_head_of_the_document(header: str, is_read: bool) -> None:
    word = new_word()
    word.sections[0].header.paragraphs[0].text = header
    word.add_paragraph("关于供水的通知")
    assert read(word).text == (f"{header}\n" if is_read else "") + "关于供水的通知"
