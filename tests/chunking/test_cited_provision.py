"""Article, paragraph and item of a place in a law."""

from pathlib import Path

import pytest

from qa.chunking import passages
from qa.chunking.cited_provision import provision
from qa.reading import read_document

ARTICLE = "第二条 有下列情形之一的，不予补贴：\n（一）二手；\n（二）未登记的：\n1.甲；\n2.乙。\n前款以外的，应当补贴。"


@pytest.mark.parametrize(
    ("phrase", "cited"),
    [
        ("有下列", "第二条第一款"),
        ("二手", "第二条第一款第（一）项"),
        ("2.乙", "第二条第一款第（二）项"),
        ("前款", "第二条第二款"),
    ],
)
def test_paragraphs_and_items_are_counted(phrase: str, cited: str) -> None:
    assert provision(("第一章 总则", "第二条"), ARTICLE, ARTICLE.index(phrase)) == cited


def test_an_article_of_one_paragraph_is_cited_without_it() -> None:
    text = "第二条 应当提交：\n（一）身份证；\n（二）发票。"
    assert provision(("第二条",), text, text.index("应当")) == "第二条"
    assert provision(("第二条",), text, text.index("发票")) == "第二条第（二）项"
    titled = "第三条 入社条件\n年满十八周岁可以申请。"
    assert provision(("第三条",), titled, titled.index("年满")) == "第三条"


def test_a_place_outside_articles_has_no_provision() -> None:
    assert provision(("一、总体要求",), "甲。", 0) == ""
    assert provision((), "第二条 甲。", 0) == ""


def test_a_passage_that_begins_inside_an_article_names_its_paragraph() -> None:
    law = "某条例\n第一条 甲。\n第二条 " + "乙" * 60 + "。\n" + "丙" * 60 + "。\n" + "丁" * 60 + "。\n第三条 戊。"
    document = read_document(Path("/documents/某条例.txt"), law.encode())
    paths = [passage.heading_path for passage in passages(document, 80)]
    assert paths[2:5] == [("第二条",), ("第二条", "第二款"), ("第二条", "第三款")]
    assert provision(paths[4], "丁" * 60 + "。", 0) == "第二条第三款"
