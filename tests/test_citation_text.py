"""A citation as text."""

from dataclasses import replace

from qa.citation_text import citation_line, reference
from qa.types import Citation

CITATION = Citation(
    1,
    "某条例",
    "",
    "",
    "",
    None,
    None,
    ("第一章 总则", "第二条", "第三款"),
    7,
    0,
    9,
    "/a.txt",
    provision="第二条第三款第（二）项",
)


def test_a_citation_in_a_law_names_the_provision_in_place_of_its_article() -> None:
    assert citation_line(CITATION) == "《某条例》，第一章 总则 › 第二条第三款第（二）项，第 7 段"
    assert reference(CITATION).endswith("日期不详: 第二条第三款第（二）项.")


def test_recognised_text_is_marked_with_its_confidence_and_other_text_is_not() -> None:
    assert citation_line(replace(CITATION, recognition=0.968)).endswith("文字识别，请核对原件（置信度 97%）")
    assert "文字识别" not in citation_line(CITATION)
