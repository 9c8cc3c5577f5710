"""The parts of a Word file that its two texts have in common."""

import io
import zipfile

from benchmarks.comparable_word import comparable

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def left(body: str) -> str:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
        package.writestr("word/header1.xml", "<x/>")
    with zipfile.ZipFile(io.BytesIO(comparable(content.getvalue()))) as package:
        assert package.read("word/header1.xml") == b"<x/>"
        part = package.read("word/document.xml").decode()
    return part.partition("<w:body>")[2].partition("</w:body>")[0]


def test_deleted_hidden_and_boxed_text_merges_and_equations_are_left_out() -> None:
    text = "<w:r><w:t>甲</w:t></w:r>"
    for part in (
        "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>",
        "<w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict>",
        "<w:oMath/>",
        '<w:fldSimple w:instr=" DATE \\@ y "><w:r/></w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        assert left(f"<w:p>{part}{text}</w:p>") == f"<w:p>{text}</w:p>"
    merged = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    assert left(merged) == "<w:tc><w:tcPr/><w:p/></w:tc>"
    assert left("<w:tr><w:trPr><w:del/></w:trPr></w:tr>") == ""


def test_visible_text_pictures_and_other_fields_stay() -> None:
    for part in (
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>',
        "<w:pict/>",
        '<w:fldSimple w:instr=" PAGE "><w:r/></w:fldSimple>',
    ):
        assert left(f"<w:p>{part}</w:p>") == f"<w:p>{part}</w:p>"
