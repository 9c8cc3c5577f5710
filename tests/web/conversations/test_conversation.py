"""A chat keeps its order, whatever becomes of its questions."""

import json
import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any, cast

from qa.errors import LibraryError, QaError, QuestionError
from qa.library import AddProgress, FilterArguments
from qa.types import NO_FILTERS, Answer, AnswerSentence, Citation, Filters
from qa.web.asked import Asked
from qa.web.conversation import Conversation
from qa.web.service import Service

YEAR_2019 = Filters(since=date(2019, 1, 1), until=date(2019, 12, 31))


class FakeService:
    """Ready after some waiting; answers nothing, or fails."""

    folder = Path("/srv/library")

    def __init__(
        self,
        waits: int = 0,
        failure: Exception | None = None,
        *,
        sentence: AnswerSentence | None = None,
        documents: int = 0,
        read_only: bool = False,
    ) -> None:
        self.read_only = read_only
        self._documents = documents
        self._sentence = sentence
        self.progress = AddProgress(0, 1, 3, 22)
        self.filters: list[FilterArguments] = []
        self._waits = waits
        self._failure = failure

    def wait(self, seconds: float) -> bool:
        """Ready at the last time of asking."""
        self._waits -= 1
        return self._waits < 0

    def documents(self) -> Sequence[None]:
        """So many."""
        return (None,) * self._documents

    def ask(self, question: str, earlier: Sequence[str], narrow: bool, filters: FilterArguments) -> Answer:
        """The sentence or nothing found, or what goes wrong."""
        self.filters.append(filters)
        if self._failure:
            raise self._failure
        searched = "＋".join((*earlier, question)) if earlier else ""
        found = self._sentence is not None
        return Answer(
            question,
            found,
            1.0 if found else 0.0,
            self._sentence,
            (),
            searched,
            YEAR_2019 if narrow and "2019" in question else NO_FILTERS,
            narrow and "2019" in question,
        )


def _service(waits: int = 0, failure: Exception | None = None) -> Service:
    return cast(Service, FakeService(waits, failure))


def _contents(messages: list[dict[str, Any]]) -> list[str]:
    return [message["content"] for message in messages]


def test_a_question_is_shown_with_its_answer() -> None:
    conversation = Conversation()
    steps = [_contents(messages) for messages in conversation.ask(_service(), Asked("几点？"))]
    assert ["没有找到答案" in step[1] for step in steps] == [True]
    assert [message["role"] for message in conversation.messages] == ["user", "assistant"]


def test_who_waits_sees_what_for() -> None:
    steps = [_contents(messages) for messages in Conversation().ask(_service(waits=2), Asked("几点？"))]
    assert ["3&#47;22" in step[1] for step in steps] == [True, True, False]


def test_an_error_is_a_message_and_the_next_question_is_answered() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=QuestionError("问题太长")), Asked("几" * 10)))
    list(conversation.ask(_service(), Asked("几点？")))
    contents = _contents(conversation.messages)
    assert "问题太长" in contents[1]
    assert "没有找到答案" in contents[3]


def test_an_unexpected_error_is_a_message_that_shows_nothing_of_the_inside() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=RuntimeError("secret")), Asked("几点？")))
    assert "意外的错误" in _contents(conversation.messages)[1]
    assert "secret" not in _contents(conversation.messages)[1]


def test_a_blank_question_has_a_reply_only() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=QaError("问题是空的")), Asked(" \n")))
    assert [message["role"] for message in conversation.messages] == ["assistant"]


def test_two_questions_at_a_time_keep_their_places() -> None:
    conversation = Conversation()
    first = conversation.ask(_service(waits=1), Asked("第一问"))
    second = conversation.ask(_service(), Asked("第二问"))
    next(first)
    list(second)
    list(first)
    contents = _contents(conversation.messages)
    assert ["第一问" in contents[0], "第二问" in contents[2]] == [True, True]
    assert all("没有找到答案" in contents[reply] for reply in (1, 3))


def test_what_was_cleared_does_not_come_back() -> None:
    conversation = Conversation()
    awaited = conversation.ask(_service(waits=1), Asked("几点？"))
    next(awaited)
    assert conversation.clear() == []
    assert list(awaited) == [[]]


def test_a_question_is_asked_with_what_was_searched_before() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), Asked("甲")))
    list(conversation.ask(_service(failure=QuestionError("问题太长")), Asked("长")))
    list(conversation.ask(_service(), Asked("乙")))
    assert "实际查找的是：甲＋乙" in _contents(conversation.messages)[5]


def test_what_the_question_narrowed_can_be_widened_again() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), Asked("2019年关于甲的通知")))
    assert "2019年</span> ×" in conversation.messages[-1]["content"]
    list(conversation.ask(_service(), Asked("2019年关于甲的通知", narrow=False)))
    assert "2019年</span> ×" not in conversation.messages[-1]["content"]
    assert [m["role"] for m in conversation.messages] == ["user", "assistant"] * 2


def test_the_filters_go_with_the_question() -> None:
    service = FakeService()
    list(Conversation().ask(cast(Service, service), Asked("甲", filters={"issuer": "深圳"})))
    assert service.filters == [{"issuer": "深圳"}]


def test_a_replay_asks_the_questions_anew_in_place_of_what_was_there() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), Asked("旧")))
    list(conversation.replay(_service(), "id", [Asked("甲"), Asked("乙")]))
    assert conversation.questions == (Asked("甲"), Asked("乙"))
    assert conversation.id == "id"
    assert len(conversation.messages) == 4
    assert "实际查找的是：甲＋乙" in _contents(conversation.messages)[3]


def test_a_replay_asks_with_what_was_asked_with() -> None:
    service, conversation = FakeService(), Conversation()
    asked = (Asked("2019年关于甲的通知", filters={"issuer": "深圳"}), Asked("2019年关于甲的通知", narrow=False))
    list(conversation.replay(cast(Service, service), "id", asked))
    assert conversation.questions == asked
    assert service.filters == [{"issuer": "深圳"}, {}]
    assert "2019年</span> ×" not in conversation.messages[-1]["content"]


def test_a_replay_ends_when_another_conversation_is_begun() -> None:
    conversation = Conversation()
    replay = conversation.replay(_service(waits=1), "id", [Asked("甲"), Asked("乙")])
    next(replay)
    next(replay)
    conversation.clear()
    assert list(replay) == [[]]
    assert conversation.questions == ()
    assert conversation.id != "id"


def test_a_question_asked_twice_at_a_time_has_two_turns() -> None:
    conversation = Conversation()
    first, second = (conversation.ask(_service(waits=1), Asked("2019年关于甲的通知")) for _ in range(2))
    next(first)
    next(second)
    list(second)
    list(first)
    assert ["turn-0" in content for content in _contents(conversation.messages)[1::2]] == [True, False]


def test_a_failure_names_the_library_without_its_folder() -> None:
    conversation = Conversation()
    failure = LibraryError("资料库打不开：/srv/library/library.sqlite。请检查权限")
    *_, messages = conversation.ask(_service(failure=failure), Asked("几点？"))
    assert "资料库打不开：library/library.sqlite" in unescape(str(messages))


def test_what_failed_is_not_kept() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=QuestionError("问题太长")), Asked("长")))
    assert conversation.questions == ()


def test_a_conversation_is_exported_with_what_was_asked_and_said() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), Asked("甲？")))
    assert conversation.as_markdown() == "## 甲？\n\n资料中没有找到答案\n"
    (record,) = json.loads(conversation.as_json())
    assert (record["id"], record["question"], record["found"]) == ("1", "甲？", False)


def test_an_export_shows_what_a_document_says_as_text() -> None:
    said = "1. 甲<b>\n\n- *乙* [丙](javascript:x)\n# 丁 &lt; `戊`"
    citation = Citation(1, "函<i>", "", "", "", None, None, (), 1, 0, len(said), "/a.txt")
    conversation = Conversation()
    service = FakeService(sentence=AnswerSentence(said, citation))
    list(conversation.ask(cast(Service, service), Asked("<b>甲</b>\n# 乙")))
    assert conversation.as_markdown().splitlines() == [
        r"## \<b\>甲\</b\> \# 乙",
        "",
        r"> 1\. 甲\<b\>",
        "> ",
        r"> \- \*乙\* \[丙\](javascript:x)",
        r"> \# 丁 \&lt; \`戊\`",
        "",
        r"《函\<i\>》，第 1 段",
    ]


def test_why_there_are_no_passages_is_said() -> None:
    for documents, read_only, why in (
        (1, False, "没有文件在筛选的范围内"),
        (0, False, "在“资料库”里上传"),
        (0, True, "资料库里还没有文件。<"),
    ):
        conversation = Conversation()
        service = FakeService(documents=documents, read_only=read_only)
        list(conversation.ask(cast(Service, service), Asked("几点？")))
        assert why in unescape(conversation.messages[-1]["content"])


def test_how_an_answer_was_judged_is_shown_with_it_from_then_on() -> None:
    conversation = Conversation()
    citation = Citation(1, "函", "", "", "", None, None, (), 1, 0, 2, "/a.txt")
    list(conversation.ask(cast(Service, FakeService(sentence=AnswerSentence("甲。", citation))), Asked("几点？")))
    for good, pressed in ((True, "good pressed"), (False, "bad pressed")):
        conversation.judge(0, good)
        assert re.findall('class="tool (\\w+ pressed) ', conversation.messages[-1]["content"]) == [pressed]


def test_the_question_is_escaped() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), Asked("<b>几点</b>")))
    assert "<b>" not in _contents(conversation.messages)[0]
