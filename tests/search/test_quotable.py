"""What of a passage can be quoted as an answer."""

from dataclasses import replace

from qa.index import StoredPassage
from qa.search import quotable
from qa.types import Citation, PassageKind

CITATION = Citation(1, "函", "", "", "", None, None, ("一、情况",), 1, 0, 0, "/a.txt")


def quoted(text: str, kind: PassageKind = PassageKind.BODY) -> list[str]:
    passage = StoredPassage(1, kind, text, replace(CITATION, end=len(text)))
    return [text[span.start : span.end] for span in quotable(passage)]


def test_sentences_but_not_the_headings_above_them() -> None:
    assert quoted("一、情况\n甲。乙。") == ["甲。", "乙。"]


def test_a_passage_that_is_only_its_heading_is_quoted_nevertheless() -> None:
    assert quoted("一、情况") == ["一、情况"]


def test_the_filled_fields_of_a_header() -> None:
    assert quoted("索引号: 1 文号:\n发布机构: 市府", PassageKind.HEADER) == ["索引号: 1", "发布机构: 市府"]
