"""OFD files."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, value: str, *, size: float = 5, more: str = "", deltas: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{value}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 150 10" Size="{size}" {more}>{code}</ofd:TextObject>'


def page(*objects: str, template: str = "") -> str:
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    layer = f"<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {NAMESPACE}>{used}{layer}</ofd:Page>"


def ofd(*documents: Sequence[str], parts: Mapping[str, str | bytes] | None = None, common: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        roots = "".join(
            f"<ofd:DocBody><ofd:DocRoot>Doc_{number}/Document.xml</ofd:DocRoot></ofd:DocBody>"
            for number in range(len(documents))
        )
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{roots}</ofd:OFD>")
        for number, pages in enumerate(documents):
            listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
            root = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
            archive.writestr(f"Doc_{number}/Document.xml", f"<ofd:Document {NAMESPACE}>{root}</ofd:Document>")
            for n, content_xml in enumerate(pages):
                archive.writestr(f"Doc_{number}/Pages/Page_{n}/Content.xml", content_xml)
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return content.getvalue()


def read_text(*objects: str) -> str:
    return read_document(Path("/d/a.ofd"), ofd([page(*objects)])).text


@pytest.mark.parametrize("name", ["a.ofd", "a.zip", "a.docx"])
def test_pages_are_read_and_their_beginnings_kept_whatever_the_ending(name: str) -> None:
    content = ofd([page(text(20, 20, "第一条　放假三天。")), page(text(20, 20, "第二条　照发工资。"))])
    document = read_document(Path("/d") / name, content)
    assert document.text == "第一条 放假三天。\n第二条 照发工资。"
    assert document.pages == (0, document.text.index("第二条"))
    assert document.encoding == "ofd"


def test_texts_are_read_by_their_position_and_not_in_the_order_of_the_content() -> None:
    last = text(20, 60, "丙" * 30)
    assert read_text(last, text(80, 20, "乙乙乙"), text(20, 20, "甲甲甲")) == f"甲甲甲 乙乙乙\n{'丙' * 30}"


def test_pieces_without_room_between_them_are_joined_and_wide_steps_are_blanks() -> None:
    assert read_text(text(20, 20, "放假"), text(30, 20, "三天以上")) == "放假三天以上"
    assert read_text(text(20, 20, "姓名张三丰", deltas="5 20 5 5")) == "姓名 张三丰"
    assert read_text(text(20, 20, "姓名是张三", deltas="g 4 5")) == "姓名是张三"


def test_smaller_digits_above_and_below_the_baseline_are_raised_and_lowered() -> None:
    parts = [text(20, 20, "达3.2×10"), text(43, 20.25, "4", size=3), text(44.5, 20, "吨H")]
    parts += [text(52, 22.6, "2", size=3), text(53.5, 20, "O。"), text(20, 28, "第二条")]
    assert read_text(*parts) == "达3.2×10⁴吨H₂O。\n第二条"


def test_columns_of_text_are_read_one_after_the_other_and_table_rows_from_left_to_right() -> None:
    left, right = ("左栏的文字，写满了一整行，再写下去。", "右栏的文字，写满了一整行，再写下去。")
    rows = [part for n in range(6) for part in (text(10, 20 + 8 * n, left), text(110, 20 + 8 * n, right))]
    assert read_text(*rows).replace("\n", "") == left * 6 + right * 6
    cells = [text(10 + 60 * column, 20 + 8 * n, f"{name}{n}") for n in range(6) for column, name in enumerate("甲乙丙")]
    assert read_text(*cells).split("\n") == [f"甲{n} 乙{n} 丙{n}" for n in range(6)]


def test_doubled_invisible_and_slanted_texts_are_left_out() -> None:
    watermark = text(50, 50, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text(20, 60, "看不见的", more='Visible="false"')
    assert read_text(text(20, 20, "正文在这里"), text(20, 20, "正文在这里"), watermark, hidden) == "正文在这里"


def test_annotations_and_signatures_are_left_out() -> None:
    annotation = page(text(20, 20, "水印水印水印"))
    content = ofd([page(text(20, 20, "正文在这里"))], parts={"Doc_0/Annots/Page_0/Annotation.xml": annotation})
    assert read_document(Path("/d/a.ofd"), content).text == "正文在这里"


def test_the_text_of_a_template_is_read_with_the_text_that_fills_it() -> None:
    parts = {"Doc_0/Tpls/T.xml": page(text(20, 20, "文件标题"), text(20, 40, "来文单位"))}
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    content = ofd([page(text(60, 40, "办公室"), template="7")], parts=parts, common=common)
    assert read_document(Path("/d/a.ofd"), content).text == "文件标题\n来文单位 办公室"


def test_the_documents_of_a_file_follow_each_other() -> None:
    document = read_document(
        Path("/d/a.ofd"), ofd([page(text(20, 20, "甲文件全文。"))], [page(text(20, 20, "乙文件全文。"))])
    )
    assert document.text == "甲文件全文。\n乙文件全文。"
    assert document.pages == (0, 7)


def composites(count: int, *, repeated: int) -> str:
    """Return resources with composite objects, each of which shows the next one several times."""
    units = ""
    for number in range(1, count + 1):
        shown = f'<ofd:CompositeObject ResourceID="{number + 1}"/>' * repeated
        shown += text(20, 20, "甲乙丙丁戊") if number == count else ""
        content = f"<ofd:Content>{shown}</ofd:Content>"
        units += f'<ofd:CompositeGraphicUnit ID="{number}">{content}</ofd:CompositeGraphicUnit>'
    return f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"


def test_composite_objects_are_read_and_a_bomb_of_them_is_refused() -> None:
    common, start = "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", '<ofd:CompositeObject ResourceID="1"/>'
    content = ofd([page(start)], parts={"Doc_0/Res.xml": composites(3, repeated=1)}, common=common)
    assert read_document(Path("/d/a.ofd"), content).text == "甲乙丙丁戊"
    bomb = ofd([page(start)], parts={"Doc_0/Res.xml": composites(15, repeated=12)}, common=common)
    with pytest.raises(ReadingError, match=r"OFD 文件打不开：/d/a\.ofd"):
        read_document(Path("/d/a.ofd"), bomb)


def test_a_file_of_pictures_is_refused_with_the_remedy() -> None:
    with pytest.raises(ReadingError, match=r"OFD 里没有文字：/d/a\.ofd（页面是图片）.*导出为 PDF"):
        read_document(Path("/d/a.ofd"), ofd([page("<ofd:ImageObject/>")]))


def test_a_file_without_a_page_or_template_that_it_lists_is_refused_with_the_number_of_the_page() -> None:
    first = page(text(20, 20, "第一条　放假三天。"))
    whole = ofd([first, page(text(20, 20, "第二条　照发工资。"))])
    shortened = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(shortened, "w") as copy:
        for name in archive.namelist():
            if "Page_1" not in name:
                copy.writestr(name, archive.read(name))
    template = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/none.xml"/>'
    lacking = ofd([page(text(20, 20, "第一条"), template="9")], common=template)
    for content, number in ((shortened.getvalue(), 2), (lacking, 1)):
        with pytest.raises(ReadingError, match=f"缺少第 {number} 页"):
            read_document(Path("/d/a.ofd"), content)


def test_a_cell_of_two_lines_is_read_with_the_cells_beside_it() -> None:
    cells = [text(20, 43, "来文文号"), text(50, 40, "府办〔2020〕24"), text(50, 46, "号"), text(120, 43, "市府办公室")]
    document = read_document(Path("/d/a.ofd"), ofd([page(text(60, 20, "文件处理单", size=8), *cells)]))
    assert "来文文号 府办〔2020〕24号 市府办公室" in document.text
    assert document.metadata.document_number == "府办〔2020〕24号"


def test_damaged_and_encrypted_files_are_refused_as_such() -> None:
    with pytest.raises(ReadingError, match=r"OFD 文件打不开：/d/a\.ofd"):
        read_document(Path("/d/a.ofd"), ofd())
    with pytest.raises(ReadingError, match=r"文件已加密：/d/a\.ofd"):
        read_document(Path("/d/a.ofd"), ofd([page()], parts={"Encryptions.xml": "<x/>"}))
