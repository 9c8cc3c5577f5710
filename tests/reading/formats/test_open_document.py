"""OpenDocument texts."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.formats.open_document import open_document_text
from qa.types import Document

_NAMES = ("office", "text", "table", "style", "drawing")
_SPACES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in _NAMES)
STYLES = """<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="1"/>
</text:list-style></office:automatic-styles>"""


def odt(body: str, manifest: str = "", *, styles: str = "", automatic: str = STYLES) -> bytes:
    """Return a file.

    Args:
        body: the elements of the text.
        manifest: the manifest; empty for none.
        styles: the elements of styles.xml; empty for none.
        automatic: the automatic styles of content.xml.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        body = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr(
            "content.xml", f"<office:document-content {_SPACES}>{automatic}{body}</office:document-content>"
        )
        if styles:
            archive.writestr("styles.xml", f"<office:document-styles {_SPACES}>{styles}</office:document-styles>")
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return content.getvalue()


def read(body: str, name: str = "a.odt") -> Document:
    return read_document(Path("/d") / name, odt(body))


def test_headings_paragraphs_and_blanks_are_read_whatever_the_ending() -> None:
    body = '<text:p text:style-name="Title">通知</text:p><text:h text:outline-level="2">要求</text:h>'
    document = read(f'{body}<text:p>一<text:s text:c="2"/>二<text:line-break/>三</text:p>', "a.docx")
    assert document.text == "通知\n要求\n一 二\n三"
    assert document.metadata.title == "通知"
    assert [h.level for h in document.headings] == [2]


def test_lists_have_their_numbers() -> None:
    inner = "<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
    item = f"<text:list-item><text:p>目的</text:p>{inner}</text:list-item>"
    body = f'<text:list text:style-name="L1">{item}<text:list-item><text:p>范围</text:p></text:list-item></text:list>'
    assert read(body).text == "一、目的\n1. 甲\n二、范围"


def test_a_list_is_continued_when_it_says_so() -> None:
    lists = (
        f'<text:list text:style-name="L1"{more}><text:list-item><text:p>甲</text:p></text:list-item></text:list>'
        for more in ("", ' text:continue-numbering="true"', "")
    )
    assert read("<text:p>乙</text:p>".join(lists)).text == "一、甲\n乙\n二、甲\n乙\n一、甲"


def test_hidden_struck_and_deleted_text_and_comments_are_left_out() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:p>旧</text:p></text:changed-region></text:tracked-changes>"
    )
    spans = '<text:span text:style-name="T1">甲</text:span><text:span text:style-name="T2">乙</text:span>'
    comment = "<office:annotation><text:p>批注</text:p></office:annotation>"
    assert read(f"{deleted}<text:p>放假{spans}3{comment}天</text:p>").text == "放假3天"


def test_raised_characters_are_written_as_such() -> None:
    assert read('<text:p>3.2×10<text:span text:style-name="T3">4</text:span>元</text:p>').text == "3.2×10⁴元"


HIDDEN = '<style:text-properties text:display="none"/>'
STRUCK = '<style:text-properties style:text-line-through-style="solid"/>'
RAISED = '<style:text-properties style:text-position="super 58%"/>'
LOWERED = '<style:text-properties style:text-position="sub 58%"/>'
SHOWN = """<style:text-properties text:display="true" style:text-line-through-style="none"
style:text-position="0% 100%"/>"""
WITHOUT = '<style:text-properties style:font-name="宋体"/>'
MARKED = [(HIDDEN, "甲丙"), (STRUCK, "甲丙"), (RAISED, "甲²丙"), (LOWERED, "甲₂丙")]
SPAN = '<text:p>甲<text:span text:style-name="T1">2</text:span>丙</text:p>'


def style(name: str, properties: str = "", parent: str = "", family: str = "text") -> str:
    based = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{based}>{properties}</style:style>'


def common(*styles: str) -> str:
    return f"<office:styles>{''.join(styles)}</office:styles>"


def automatic(*styles: str) -> str:
    return f"<office:automatic-styles>{''.join(styles)}</office:automatic-styles>"


def styled(body: str, common_styles: str, automatic_styles: str = "") -> str:
    """Return the text of a file with styles in styles.xml and automatic styles in content.xml."""
    content = odt(body, styles=common_styles, automatic=automatic_styles)
    return read_document(Path("/d/a.odt"), content).text


@pytest.mark.parametrize(("properties", "marked"), MARKED)
def test_a_style_has_the_properties_of_the_common_styles_that_it_is_based_on(properties: str, marked: str) -> None:
    base = style("Base", properties)
    assert styled(SPAN, common(base), automatic(style("T1", WITHOUT, "Base"))) == marked
    assert styled(SPAN, common(style("T1", WITHOUT, "Between"), style("Between", "", "Base"), base)) == marked
    assert styled(SPAN, common(base), automatic(style("T1", SHOWN, "Base"))) == "甲2丙"
    between = style("Between", SHOWN, "Base")
    assert styled(SPAN, common(base, between), automatic(style("T1", WITHOUT, "Between"))) == "甲2丙"
    assert styled(SPAN, "", automatic(style("T1", WITHOUT, "Base"), base)) == "甲2丙"


@pytest.mark.parametrize(("properties", "marked"), MARKED)
def test_an_automatic_style_of_the_text_replaces_a_style_of_the_same_name(properties: str, marked: str) -> None:
    marking, plain = style("T1", properties), style("T1", WITHOUT)
    for other in (automatic, common):
        assert styled(SPAN, other(marking), automatic(plain)) == "甲2丙"
        assert styled(SPAN, other(plain), automatic(marking)) == marked
    assert styled(SPAN, automatic(marking)) == "甲2丙"
    assert styled(SPAN, common(marking)) == marked
    assert styled(SPAN, common(marking), automatic(style("T1", WITHOUT, "T1"))) == marked
    assert styled(SPAN, common(marking, plain)) == "甲2丙"


def test_styles_of_several_families_may_have_the_same_name() -> None:
    both = automatic(style("A", HIDDEN, family="paragraph"), style("A", RAISED))
    hidden, raised = '<text:p text:style-name="A">甲</text:p>', SPAN.replace("T1", "A")
    assert styled(f"{hidden}{raised}", "", both) == "甲²丙"
    base = common(style("Base", HIDDEN, family="paragraph"))
    assert styled(SPAN, base, automatic(style("T1", "", "Base"))) == "甲2丙"


def test_a_paragraph_whose_style_inherits_hiding_or_a_strike_is_left_out() -> None:
    body = '<text:p text:style-name="P1">甲</text:p><text:h text:style-name="P2">乙</text:h><text:p>丙</text:p>'
    base = common(style("Old", STRUCK, family="paragraph"), style("Secret", HIDDEN, family="paragraph"))
    own = automatic(*(style(name, "", parent, "paragraph") for name, parent in (("P1", "Old"), ("P2", "Secret"))))
    assert styled(body, base, own) == "丙"


def test_a_paragraph_whose_style_is_based_on_the_style_for_titles_is_the_title() -> None:
    titled, plain = (automatic(style("P1", "", parent, "paragraph")) for parent in ("Title", ""))
    body = '<text:p text:style-name="P1">甲</text:p>'
    assert open_document_text(odt(body, automatic=titled), "/d/a.odt").title == "甲"
    assert open_document_text(odt(body, styles=titled, automatic=plain), "/d/a.odt").title == ""


def test_a_flat_file_has_common_and_automatic_styles() -> None:
    styles = common(style("Base", RAISED)) + automatic(style("T1", "", "Base"))
    body = f"<office:body><office:text>{SPAN}</office:text></office:body>"
    content = f"<office:document {_SPACES}>{styles}{body}</office:document>"
    assert read_document(Path("/d/a.fodt"), content.encode()).text == "甲²丙"


def test_styles_that_are_based_on_each_other_do_not_hang() -> None:
    assert styled(SPAN, common(style("T1", "", "T2"), style("T2", RAISED, "T1"))) == "甲²丙"


def test_a_list_style_of_headers_does_not_count_in_the_text() -> None:
    levels = '<text:list-level-style-number text:level="1" style:num-format="{}" style:num-suffix="."/>'
    first, second = (f'<text:list-style style:name="L1">{levels.format(shown)}</text:list-style>' for shown in "1A")
    body = '<text:list text:style-name="L1"><text:list-item><text:p>甲</text:p></text:list-item></text:list>'
    assert styled(body, automatic(first), automatic(second)) == "A. 甲"
    assert styled(body, automatic(first)) == "甲"
    assert styled(body, common(first) + automatic(second)) == "1. 甲"


def test_a_list_may_begin_with_0() -> None:
    level = (
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="0"/>'
    )
    item = "<text:list-item><text:p>甲</text:p></text:list-item>"
    body = f'<text:list text:style-name="L1">{item * 3}</text:list>'
    assert styled(body, common(f'<text:list-style style:name="L1">{level}</text:list-style>')) == "0. 甲\n1. 甲\n2. 甲"


def test_a_table_has_rows_and_merged_cells_and_a_footnote_follows_its_paragraph() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    first = cell.format(' table:number-rows-spanned="2"', "甲") + cell.format("", "1")
    second = "<table:covered-table-cell/>" + cell.format("", "2")
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (first, second))
    body = "<text:note-body><text:p>注。</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    document = read(f"<text:p>表{note}</text:p><table:table>{rows}</table:table><text:p>完。</text:p>")
    assert document.text == "表¹\n¹ 注。\n甲\t1\n甲\t2\n完。"
    assert [len(table.rows) for table in document.tables] == [2]


def test_a_footnote_in_a_table_follows_the_table_and_an_endnote_the_text() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    first, second = (cell.format(name + note.format("footnote", "1", "脚注。")) + cell.format("乙") for name in "甲丙")
    rows = f"<table:table-row>{first}</table:table-row><table:table-row>{second}</table:table-row>"
    text = f"<table:table>{rows}</table:table><text:p>丁{note.format('endnote', 'i', '尾注。')}</text:p>"
    assert read(f"{text}<text:p>完。</text:p>").text == "甲¹\t乙\n丙¹\t乙\n¹ 脚注。\n¹ 脚注。\n丁[i]\n完。\n[i] 尾注。"


def test_an_encrypted_file_is_refused_as_encrypted() -> None:
    with pytest.raises(ReadingError, match=r"文件已加密：/d/a\.odt"):
        read_document(Path("/d/a.odt"), odt("", "<manifest><encryption-data/></manifest>"))


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"ODT 文件打不开：/d/a\.odt"):
        read_document(Path("/d/a.odt"), odt("").replace(b"office:text>", b"office:tent>"))
