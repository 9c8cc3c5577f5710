"""The parts of a passage that can be quoted as an answer."""

from qa.search import quotable_spans
from qa.types import PassageKind


def quoted(text: str, kind: PassageKind = PassageKind.BODY) -> list[str]:
    return [text[span.start : span.end] for span in quotable_spans(text, ("一、情况",), kind)]


def test_sentences_can_be_quoted_and_headings_cannot() -> None:
    assert quoted("一、情况\n甲。乙。") == ["甲。", "乙。"]


def test_a_passage_that_is_only_a_heading_can_be_quoted() -> None:
    assert quoted("一、情况") == ["一、情况"]


def test_the_fields_of_a_header_that_have_a_value_can_be_quoted() -> None:
    assert quoted("索引号: 1 文号:\n发布机构: 市府", PassageKind.HEADER) == ["索引号: 1", "发布机构: 市府"]
