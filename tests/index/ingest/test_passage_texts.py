"""The text that the model reads for a passage holds its context and fits into the model."""

from typing import TYPE_CHECKING

from qa.index.ingest.passage_texts import PassageTexts
from qa.settings import Settings
from qa.types import Document, Metadata, PassageKind, Span

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def document(text: str) -> Document:
    return Document("/a.txt", "text/plain", "utf-8", text, Metadata("关于闭馆的通知"), Span(0, len(text)))


def test_a_passage_is_read_below_its_title_and_headings(fake_encoder: "FakeEncoder") -> None:
    texts = PassageTexts(fake_encoder, Settings())
    text = texts.embedded_text("关于闭馆的通知", ("一、时间",), PassageKind.BODY, "每周一闭馆。")
    assert text == "关于闭馆的通知\n一、时间\n每周一闭馆。"


def test_a_heading_that_the_passage_contains_is_not_repeated(fake_encoder: "FakeEncoder") -> None:
    texts = PassageTexts(fake_encoder, Settings())
    text = texts.embedded_text("关于闭馆的通知", ("一、时间",), PassageKind.BODY, "一、时间\n每周一闭馆。")
    assert text == "关于闭馆的通知\n一、时间\n每周一闭馆。"


def test_passages_are_cut_shorter_where_the_model_would_not_read_them_to_the_end(fake_encoder: "FakeEncoder") -> None:
    fake_encoder.max_tokens = 60
    cut = PassageTexts(fake_encoder, Settings()).cut(document("图书馆每周一闭馆。" * 40))
    assert len(cut) > 1
    assert all(fake_encoder.longest([passage.text]) <= 60 for passage in cut)


def test_equal_texts_have_equal_keys_and_another_model_has_other_keys(fake_encoder: "FakeEncoder") -> None:
    texts = PassageTexts(fake_encoder, Settings())
    key = texts.vector_key("每周一闭馆。")
    assert texts.vector_key("每周一闭馆。") == key != texts.vector_key("每周二闭馆。")
    fake_encoder.identity = "fake@2"
    assert texts.vector_key("每周一闭馆。") != key
