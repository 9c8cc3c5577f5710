"""Footnotes and endnotes of Word files."""

import pytest

from tests.reading.formats.word_files import W, add_part, paragraph, run, text_of, word_of

XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"


def notes(kind: str, *texts: str) -> bytes:
    separator = f'<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>'
    body = "".join(
        f'<w:{kind} w:id="{n}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>", run(text))}</w:{kind}>'
        for n, text in enumerate(texts, start=1)
    )
    return f"<w:{kind}s {W}>{separator}{body}</w:{kind}s>".encode()


def mark(kind: str, number: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'


def test_a_footnote_follows_its_paragraph_with_its_mark_and_an_endnote_comes_last() -> None:
    word = word_of(
        paragraph(run("每公里二千元"), mark("footnote", 1), run("，由县财政拨付。"), mark("endnote", 1)),
        paragraph(run("特此通知"), mark("footnote", 2), run("。")),
    )
    add_part(
        word, "FOOTNOTES", "footnotes.xml", notes("footnote", "由财政局核定。", "印发稿。"), XML.format("footnote")
    )
    add_part(word, "ENDNOTES", "endnotes.xml", notes("endnote", "附表另发。"), XML.format("endnote"))
    assert text_of(word).split("\n") == [
        "每公里二千元¹，由县财政拨付。[i]",
        "¹ 由财政局核定。",
        "特此通知²。",
        "² 印发稿。",
        "[i] 附表另发。",
    ]


def test_a_footnote_in_a_table_follows_the_table() -> None:
    cells = "".join(f"<w:tc>{paragraph(*runs)}</w:tc>" for runs in ((run("甲"), mark("footnote", 1)), (run("乙"),)))
    word = word_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", paragraph(run("文末")))
    add_part(word, "FOOTNOTES", "footnotes.xml", notes("footnote", "注释。"), XML.format("footnote"))
    assert text_of(word) == "甲¹\t乙\n¹ 注释。\n文末"


@pytest.mark.parametrize(
    ("number_format", "shown"), [("decimalEnclosedCircleChinese", "①"), ("decimal", "¹"), ("lowerLetter", "[a]")]
)
def test_the_mark_has_the_format_of_the_section(number_format: str, shown: str) -> None:
    word = word_of(paragraph(run("甲"), mark("footnote", 1)))
    word.element.body.sectPr.insert(
        0, word.element.body.sectPr.makeelement(f"{{{word.element.nsmap['w']}}}footnotePr", nsmap=word.element.nsmap)
    )
    properties = word.element.body.sectPr[0]
    properties.append(properties.makeelement(f"{{{word.element.nsmap['w']}}}numFmt"))
    properties[0].set(f"{{{word.element.nsmap['w']}}}val", number_format)
    add_part(word, "FOOTNOTES", "footnotes.xml", notes("footnote", "注释。"), XML.format("footnote"))
    assert text_of(word) == f"甲{shown}\n{shown} 注释。"


def test_a_mark_that_the_author_typed_is_not_counted() -> None:
    word = word_of(paragraph(run("甲"), mark("footnote", 1, 'w:customMarkFollows="1"'), run("*")))
    add_part(word, "FOOTNOTES", "footnotes.xml", notes("footnote", "* 注释。"), XML.format("footnote"))
    assert text_of(word).split("\n")[0] == "甲*"
