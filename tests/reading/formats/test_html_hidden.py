"""Elements of web pages that are not shown."""

import pytest

from qa.reading.formats.html_page import html_text

PAGE = "<html><head><style>{}</style></head><body><p>甲</p>{}<p>乙</p></body></html>"


@pytest.mark.parametrize(
    ("css", "hidden"),
    [
        ("", "<p style='visibility:hidden'>暗</p>"),
        ("", "<p style='color:red;font-size:0'>暗</p>"),
        ("", "<p style='display: none'>暗</p>"),
        ("", "<p hidden>暗</p>"),
        ("", "<p aria-hidden='true'>暗</p>"),
        ("", "<dialog>暗</dialog>"),
        ("", "<del>暗</del>"),
        ("", "<p><s>暗</s><strike>暗</strike></p>"),
        ("", "<p style='text-decoration: line-through'>暗</p>"),
        (".hid{display:none}", "<p class='big hid'>暗</p>"),
        ("/* x */ p.hid , #id { color:red; display : none }", "<p class='hid'>暗</p><div id='id'>暗</div>"),
        (".old{text-decoration:line-through}", "<span class=old>暗</span>"),
    ],
)
def test_hidden_and_struck_elements_are_left_out(css: str, hidden: str) -> None:
    assert html_text(PAGE.format(css, hidden), "a.html").text == "甲\n乙"


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("@media print {.a{display:none}}", "<p class=a>明</p>"),
        ("div .a{display:none}", "<p class=a>明</p>"),
        ("", "<div style='font-size:0'><p style='font-size:14px'>明</p></div>"),
        ("", "<ins>明</ins>"),
        ("", "<details><summary>明</summary></details>"),
        ("", "<dialog open>明</dialog>"),
        ("", "<p style='font-size:0.9em'>明</p>"),
    ],
)
def test_shown_elements_are_kept(css: str, shown: str) -> None:
    assert html_text(PAGE.format(css, shown), "a.html").text == "甲\n明\n乙"


def test_the_text_behind_a_hidden_element_stays() -> None:
    assert (
        html_text(PAGE.format("", "<p>每公里<del>九万元</del>二千元。</p>"), "a.html").text == "甲\n每公里二千元。\n乙"
    )


def test_a_ruby_annotation_gives_its_base() -> None:
    ruby = "<p><ruby>堙<rp>（</rp><rt>yīn</rt><rp>）</rp></ruby>埠村</p>"
    assert html_text(PAGE.format("", ruby), "a.html").text == "甲\n堙埠村\n乙"
