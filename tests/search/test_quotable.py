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


def test_a_letterhead_that_runs_into_the_text_is_quoted_apart_from_it() -> None:
    head = "白云局文件白云党〔2022〕60号 签发人：张三白云局关于申请捐赠资金的请示白云公司党委："
    assert quoted(f"{head}按照工作安排，申请资金10万元。") == [head, "按照工作安排，申请资金10万元。"]


def test_a_sentence_that_names_another_document_is_no_letterhead() -> None:
    sentence = "为贯彻《关于做好防范工作的通知》（安委办明电〔2020〕1号），现提示如下：一是加强值班。"
    assert quoted(sentence) == [sentence]
