"""An answer as text has everything that its reader needs to understand and check it, in every form."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from qa.server.answer_text import HTML, MARKDOWN, PLAIN, TextForm, answer_text, passages_text, reply_text
from qa.types import (
    Answer,
    AnswerKind,
    AnswerSentence,
    Citation,
    DocumentSummary,
    Filters,
    Hit,
    LaterDocument,
    Listing,
    Metadata,
    Missing,
)

CITATION = Citation(1, "收费办法", "市文化局", "", "", date(2019, 1, 1), None, (), 1, 10, 14, "/a/收费办法.txt")
LATER = replace(CITATION, document_id=2, title="新办法")
SENTENCE = AnswerSentence("（一）学生；", CITATION)
FOUND = Answer("几天", True, 0.9, SENTENCE, ())
NOT_FOUND = Answer("几点", False, 0.1, None, ())
every_form = pytest.mark.parametrize("form", [PLAIN, MARKDOWN, HTML], ids=["plain", "markdown", "html"])


def link(citation: Citation) -> str:
    """Return the address of a document."""
    return f"document{citation.document_id}"


def document(number: int) -> DocumentSummary:
    return DocumentSummary(number, f"/a/{number}.txt", Metadata(f"第{number}号通知"), 10, 1)


@every_form
def test_a_listing_names_its_documents_with_links(form: TextForm) -> None:
    listing = Listing((document(7), document(8)), 12)
    answer = Answer("有哪些文件", True, 1.0, None, (), kind=AnswerKind.DOCUMENTS, listing=listing)
    text = answer_text(answer, form, link)
    assert "资料库里有 12 份，这里列出 2 份" in text
    for number in (7, 8):
        assert f"《第{number}号通知》" in text
        assert f"document{number}" in text
    assert "回答：" not in text
    assert reply_text(answer, form, link) == text


@every_form
def test_an_empty_listing_says_that_there_are_no_such_documents(form: TextForm) -> None:
    answer = Answer("有哪些通报", False, 0.0, None, (), kind=AnswerKind.DOCUMENTS, listing=Listing((), 0))
    assert answer_text(answer, form, link) == form.plain("资料库里没有这样的文件。")


@every_form
def test_the_words_that_a_sentence_depends_on_precede_it(form: TextForm) -> None:
    text = answer_text(replace(FOUND, sentence=replace(SENTENCE, lead="下列人员免费：", items=5)), form, link)
    words = ("回答：", "下列人员免费：", "（一）学生；", "（共 5 项", "《收费办法》")
    places = [text.index(each) for each in words]
    assert places == sorted(places)


@every_form
@pytest.mark.parametrize(("relation", "words"), [("repeals", "已被废止，见："), ("newer", "有更新的版本：")])
def test_a_later_document_is_named_with_its_link(
    form: TextForm, relation: Literal["repeals", "newer"], words: str
) -> None:
    text = answer_text(replace(FOUND, later=(LaterDocument(relation, LATER),)), form, link)
    assert text.index("《收费办法》") < text.index(words) < text.index("《新办法》")
    assert "document2" in text


@every_form
def test_each_part_of_a_question_has_its_answer(form: TextForm) -> None:
    parts = (
        replace(FOUND, sentence=replace(SENTENCE, lead="免费的有：")),
        replace(FOUND, question="几月", found=False, sentence=AnswerSentence("一月。", CITATION)),
        replace(NOT_FOUND, missing=(Missing("2020年"),)),
    )
    passages = (Hit(1, 1.0, "（一）学生；", CITATION), Hit(2, 0.5, "二月。", CITATION))
    text = answer_text(replace(FOUND, question="几天，几月，几点", parts=parts, passages=passages), form, link)
    found, possible, none = ("回答：", "免费的有：", "（一）学生；"), ("可能的答案", "一月。"), ("没有找到", "2020年")
    words = ("〔几天〕", *found, "〔几月〕", *possible, "〔几点〕", *none, "相关段落：", "二月。")
    places = [text.index(each) for each in words]
    assert places == sorted(places)
    assert text.count("（一）学生；") == 1


@every_form
def test_what_differs_from_the_typed_question_comes_first(form: TextForm) -> None:
    answer = replace(
        FOUND,
        searched="图书馆几天",
        also_searched=("犬", "犬只"),
        filters=Filters("深圳市"),
        filters_from_question=True,
        vectors_only=True,
    )
    text = answer_text(answer, form, link)
    for words in ("查的是：图书馆几天", "也查了：犬；犬只", "只查了：", "只按向量查找"):
        assert text.index(words) < text.index("回答：")


@every_form
def test_the_confidence_is_stated_unless_a_person_chose_the_answer(form: TextForm) -> None:
    assert form.plain("把握 90%") in answer_text(FOUND, form, link)
    assert "未校准" in answer_text(replace(FOUND, calibrated=False), form, link)
    pinned = answer_text(replace(FOUND, pinned=True), form, link)
    assert "人工指定的答案：" in pinned
    assert "把握" not in pinned


@every_form
def test_a_word_alone_is_answered_with_its_passages(form: TextForm) -> None:
    answer = Answer("狗", False, 0.0, None, (Hit(1, 1.0, "养狗", CITATION),), kind=AnswerKind.PLACES)
    assert "养狗" in reply_text(answer, form, link)


@every_form
def test_small_talk_suggests_questions(form: TextForm) -> None:
    answer = Answer("谢谢", False, 0.0, None, (), kind=AnswerKind.THANKS)
    assert reply_text(answer, form, link) == form.plain("不客气。")
    reply = reply_text(replace(answer, suggestions=("几天",)), form, link)
    assert reply.startswith(form.plain("不客气。还可以问，例如："))
    assert "几天" in reply


@every_form
def test_a_passage_names_the_other_places_of_its_text(form: TextForm) -> None:
    text = passages_text([Hit(1, 1.0, "养狗", CITATION, also=(LATER,))], form, link)
    assert text.index("《收费办法》") < text.index("同样的话也见于：") < text.index("《新办法》")


def test_a_document_adds_no_html_of_its_own() -> None:
    said = '<script>x</script>"'
    sentence = AnswerSentence(said, replace(CITATION, title=said), lead=said)
    answer = replace(FOUND, searched=said, sentence=sentence, passages=(Hit(1, 1.0, f"{said}.", CITATION),))
    text = answer_text(answer, HTML, lambda _: f"/?{said}")
    assert "<script" not in text
    assert text.count('"') == 2 * text.count("<a href=")
