"""The parts of a passage that can be quoted as an answer."""

from dataclasses import replace

from qa.index import StoredPassage
from qa.search import quotable_spans
from qa.types import Citation, PassageKind

CITATION = Citation(1, "函", "", "", "", None, None, ("一、情况",), 1, 0, 0, "/a.txt")


def quoted(text: str, kind: PassageKind = PassageKind.BODY) -> list[str]:
    passage = StoredPassage(1, kind, text, replace(CITATION, end=len(text)))
    return [text[span.start : span.end] for span in quotable_spans(passage)]


def test_sentences_can_be_quoted_and_headings_cannot() -> None:
    assert quoted("一、情况\n甲。乙。") == ["甲。", "乙。"]


def test_a_passage_that_is_only_a_heading_can_be_quoted() -> None:
    assert quoted("一、情况") == ["一、情况"]


def test_the_fields_of_a_header_that_have_a_value_can_be_quoted() -> None:
    assert quoted("索引号: 1 文号:\n发布机构: 市府", PassageKind.HEADER) == ["索引号: 1", "发布机构: 市府"]
