"""The text of Word paragraphs as it stands on the page."""

import pytest

from tests.reading.formats.word_files import paragraph, run, text_of, word_of

DELETED_MARK = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
VANISH = '<w:style w:type="character" w:styleId="Secret"><w:name w:val="s"/><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        "<w:strike/>",
        "<w:dstrike/>",
        '<w:strike w:val="true"/>',
        '<w:rStyle w:val="Secret"/>',
        '<w:rStyle w:val="Child"/>',
    ],
)
def test_hidden_and_struck_text_is_left_out(properties: str) -> None:
    child = '<w:style w:type="character" w:styleId="Child"><w:name w:val="c"/><w:basedOn w:val="Secret"/></w:style>'
    word = word_of(paragraph(run("每月"), run("150元", properties), run("300元。")), styles=VANISH + child)
    assert text_of(word) == "每月300元。"


@pytest.mark.parametrize("properties", ['<w:vanish w:val="0"/>', '<w:strike w:val="false"/>', "<w:webHidden/>"])
def test_text_that_is_not_hidden_is_kept(properties: str) -> None:
    assert text_of(word_of(paragraph(run("每月"), run("300元。", properties)))) == "每月300元。"


def test_a_run_can_show_what_its_style_hides() -> None:
    properties = '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>'
    assert text_of(word_of(paragraph(run("甲"), run("乙", properties)), styles=VANISH)) == "甲乙"


def test_paragraphs_of_a_hidden_style_are_left_out() -> None:
    style = '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    assert (
        text_of(word_of(paragraph(run("甲"), properties='<w:pStyle w:val="P"/>'), paragraph(run("乙")), styles=style))
        == "乙"
    )


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((run("3.2×10"), run("4", '<w:vertAlign w:val="superscript"/>'), run("平方米")), "3.2×10⁴平方米"),
        ((run("10"), *(run(d, '<w:vertAlign w:val="superscript"/>') for d in "-12")), "10⁻¹²"),
        ((run("H"), run("2", '<w:vertAlign w:val="subscript"/>'), run("O")), "H₂O"),
        ((run("x"), run("max", '<w:vertAlign w:val="subscript"/>')), "x_max"),
        ((run("按规定"), run("①", '<w:vertAlign w:val="superscript"/>')), "按规定①"),
        ((run("10"), run("4", '<w:vertAlign w:val="baseline"/>')), "104"),
    ],
)
def test_superscripts_and_subscripts_are_kept(runs: tuple[str, ...], text: str) -> None:
    assert text_of(word_of(paragraph(*runs))) == text


def test_a_phonetic_guide_gives_its_base() -> None:
    guide = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('yīn')}</w:rt><w:rubyBase>{run('堙')}</w:rubyBase></w:ruby></w:r>"
    assert text_of(word_of(paragraph(guide, run("埠村")))) == "堙埠村"


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>', "±"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        (run("\uf0b3", '<w:rFonts w:ascii="Symbol"/>'), "≥"),
        ('<w:r><w:sym w:font="宋体" w:char="2103"/></w:r>', "℃"),
    ],
)
def test_symbols_are_written_as_characters(sign: str, text: str) -> None:
    assert text_of(word_of(paragraph(run("误差"), sign))) == f"误差{text}"


def test_an_equation_stands_in_its_place() -> None:
    equation = "<m:oMath><m:r><m:t>S=a×b</m:t></m:r></m:oMath>"
    assert text_of(word_of(paragraph(run("按"), equation, run("计算。")))) == "按S=a×b计算。"


def test_tracked_changes_count_as_accepted() -> None:
    changed = (
        run("不超过"),
        '<w:del w:id="1" w:author="a"><w:r><w:delText>十间</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="a">{run("十四间")}</w:ins>',
        f'<w:moveFrom w:id="3" w:author="a">{run("移走")}</w:moveFrom>',
        f'<w:moveTo w:id="4" w:author="a">{run("。")}</w:moveTo>',
    )
    assert text_of(word_of(paragraph(*changed))) == "不超过十四间。"


@pytest.mark.parametrize(
    "mark", [DELETED_MARK, DELETED_MARK.replace("w:del", "w:moveFrom"), "<w:rPr><w:vanish/></w:rPr>"]
)
def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next(mark: str) -> None:
    word = word_of(paragraph(run("有效期"), properties=mark), paragraph(run("为三年。")), paragraph(run("特此通知。")))
    assert text_of(word) == "有效期为三年。\n特此通知。"


def test_a_deleted_paragraph_leaves_no_line() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    assert text_of(word_of(paragraph(deleted, properties=DELETED_MARK), paragraph(run("甲")))) == "甲"
