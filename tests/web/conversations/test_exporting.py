"""A conversation is exported as Markdown and JSON."""

import json
from dataclasses import replace
from typing import Any, cast

import pytest

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
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.exporting import conversation_json, conversation_markdown
from qa.web.conversations.question_request import QuestionRequest
from qa.web.service import Service
from tests.web.conversations.test_conversation import FakeService


def test_a_conversation_is_exported_with_its_questions_and_answers() -> None:
    conversation = Conversation()
    list(conversation.ask(cast(Service, FakeService()), QuestionRequest("甲？")))
    assert conversation_markdown(conversation) == "## 甲？\n\n资料中没有找到答案\n"
    (record,) = json.loads(conversation_json(conversation))
    assert (record["id"], record["question"], record["found"]) == ("1", "甲？", False)


def test_markup_in_a_document_is_exported_as_text() -> None:
    said = "1. 甲<b>\n\n- *乙* [丙](javascript:x)\n# 丁 &lt; `戊`"
    citation = Citation(1, "函<i>", "", "", "", None, None, (), 1, 0, len(said), "/a.txt")
    conversation = Conversation()
    service = FakeService(sentence=AnswerSentence(said, citation))
    list(conversation.ask(cast(Service, service), QuestionRequest("<b>甲</b>\n# 乙")))
    assert conversation_markdown(conversation).splitlines() == [
        r"## \<b\>甲\</b\> \# 乙",
        "",
        r"> 1\. 甲\<b\>",
        "> ",
        r"> \- \*乙\* \[丙\](javascript:x)",
        r"> \# 丁 \&lt; \`戊\`",
        "",
        r"《函\<i\>》，第 1 段",
    ]


@pytest.mark.parametrize("source", ["/home/office/library/函.txt", "/home/office/all.zip/deep/函.txt"])
def test_the_json_names_files_without_their_folders(source: str) -> None:
    citation = Citation(1, "函", "", "", "", None, None, (), 1, 0, 1, source)
    conversation = Conversation()
    service = FakeService(sentence=AnswerSentence("甲", citation))
    list(conversation.ask(cast(Service, service), QuestionRequest("甲？")))
    exported = conversation_json(conversation)
    assert "/home" not in exported
    (record,) = json.loads(exported)
    assert record["answer"]["citation"]["source"] == "函.txt"


class AnsweringService(FakeService):
    """A service with one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def ask(self, *_: Any, **__: Any) -> Answer:
        """Return the answer."""
        return self._answer


def test_the_parts_of_an_answer_are_exported_with_the_words_that_they_depend_on() -> None:
    citation = Citation(1, "函", "", "", "", None, None, (), 1, 0, 2, "/a.txt")
    newer = LaterDocument("newer", replace(citation, document_id=2, title="新函"))
    row = AnswerSentence("三天", citation, lead="办理时限：")
    parts = (
        Answer("几天办好？", True, 0.9, row, (), later=(newer,)),
        Answer("找谁？", False, 0.0, None, ()),
    )
    conversation = Conversation()
    service = AnsweringService(Answer("几天办好，找谁？", True, 0.9, row, (), parts=parts))
    list(conversation.ask(cast(Service, service), QuestionRequest("几天办好，找谁？")))
    assert conversation_markdown(conversation).splitlines() == [
        *("## 几天办好，找谁？", "", "### 几天办好？", ""),
        *("> 办理时限：", "> 三天", "", "《函》，第 1 段", "", "有更新的版本：《新函》，第 1 段", ""),
        *("### 找谁？", "", "资料中没有找到答案"),
    ]


def exported(answer: Answer) -> list[str]:
    """Return the paragraphs of an exported answer, after the question."""
    conversation = Conversation()
    list(conversation.ask(cast(Service, AnsweringService(answer)), QuestionRequest("甲？")))
    return conversation_markdown(conversation).rstrip().split("\n\n")[1:]


def test_a_list_is_exported_with_its_lead_in_and_the_number_of_its_items() -> None:
    citation = Citation(1, "函", "", "", "", None, None, (), 1, 0, 4, "/a.txt")
    repealed = LaterDocument("repeals", replace(citation, title="新函"))
    sentence = AnswerSentence("（一）学生；", citation, items=5, lead="第二条\n免费的有：")
    assert exported(Answer("甲？", True, 0.9, sentence, (), later=(repealed,))) == [
        "> 第二条\n> 免费的有：\n> （一）学生；",
        "（共 5 项，余下的见原文）",
        "《函》，第 1 段",
        "这份文件已被废止，见：《新函》，第 1 段",
    ]


def test_how_the_search_differed_from_the_question_and_what_is_missing_are_exported() -> None:
    answer = Answer("甲？", False, 0.1, None, (), "乙*？", Filters("市"), True, missing=(Missing("2020年"),))
    assert exported(replace(answer, also_searched=("犬", "犬只"))) == [
        "实际查找的是：乙\\*？",
        "也查了：犬；犬只",
        "只查了：发布机构含“市”",
        "资料中没有找到答案",
        "资料里没有提到2020年。",
    ]


def test_a_list_of_documents_says_how_many_are_left_out() -> None:
    document = DocumentSummary(1, "/a.txt", Metadata("函"), 9, 1)
    answer = Answer("甲？", True, 1.0, None, (), kind=AnswerKind.DOCUMENTS, listing=Listing((document,), 120))
    assert exported(answer) == ["资料库里有 120 份：", "- 《函》", "还有 119 份，请到“资料库”里查看。"]
    assert exported(replace(answer, listing=Listing((document,), 1))) == ["资料库里有 1 份：", "- 《函》"]


def test_the_places_of_a_word_and_the_limits_of_an_answer_are_exported() -> None:
    citation = Citation(1, "函", "", "", "", None, None, (), 1, 0, 4, "/a.txt")
    answer = Answer("犬", False, 0.0, None, (Hit(1, 1.0, "养犬\n登记", citation),), kind=AnswerKind.PLACES)
    assert exported(replace(answer, vectors_only=True, calibrated=False)) == [
        "（词语索引用不了，只按向量查找，可能有遗漏）",
        "（把握程度未按当前模型校准，仅供参考）",
        "请问得具体些。这个词见于：",
        "> 养犬\n> 登记",
        "《函》，第 1 段",
    ]


def test_small_talk_is_exported_with_the_questions_that_it_suggests() -> None:
    answer = Answer("谢谢", False, 0.0, None, (), kind=AnswerKind.THANKS)
    assert exported(answer) == ["不客气。"]
    suggesting = replace(answer, suggestions=("几天?", "<几>点?"))
    assert exported(suggesting) == ["不客气。还可以问，例如：", "- 几天?\n- \\<几\\>点?"]
