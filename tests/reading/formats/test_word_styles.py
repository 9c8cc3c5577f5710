"""The styles of Word files."""

from lxml import etree

from qa.reading.formats.word_styles import Styles
from tests.reading.formats.word_files import W

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:basedOn w:val="e"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="e"><w:basedOn w:val="d"/></w:style>'
)


def styles() -> Styles:
    return Styles(etree.fromstring(f"<w:styles {W}>{STYLES}</w:styles>"))


def test_a_paragraph_without_a_style_has_the_default_style() -> None:
    chain = styles().of_paragraph(etree.fromstring(f"<w:p {W}/>"))
    assert [style.get(style.keys()[-1]) for style in chain] == ["a"]


def test_styles_that_are_based_on_each_other_end() -> None:
    assert len(styles().chain("d")) <= 20


def test_a_property_of_the_paragraph_style_and_of_the_character_style_cancel_each_other() -> None:
    found = styles()
    chain = found.chain("b")
    plain, both = (etree.fromstring(f"<w:r {W}><w:rPr>{p}</w:rPr></w:r>") for p in ("", '<w:rStyle w:val="c"/>'))
    assert found.run_format(plain, chain).is_left_out
    assert not found.run_format(both, chain).is_left_out
