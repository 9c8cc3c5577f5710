"""A conversation is exported as Markdown and JSON."""

import json
from typing import cast

from qa.types import AnswerSentence, Citation
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
