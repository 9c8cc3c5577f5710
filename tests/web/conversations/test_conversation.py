"""A conversation keeps its order and its questions."""

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any, cast

import pytest

from qa.errors import LibraryError, QaError, QuestionError
from qa.library import AddProgress, FilterArguments
from qa.types import NO_FILTERS, Answer, AnswerSentence, Citation, Filters
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.question_request import QuestionRequest
from qa.web.service import Service

YEAR_2019 = Filters(since=date(2019, 1, 1), until=date(2019, 12, 31))


class FakeService:
    """A service that is ready after some polls, and finds the sentence given, nothing, or fails."""

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
        """Return whether the service is ready: after the given number of polls."""
        self._waits -= 1
        return self._waits < 0

    def documents(self) -> Sequence[None]:
        """Return as many placeholders as there are documents."""
        return (None,) * self._documents

    def ask(self, question: str, earlier: Sequence[str], narrow: bool, filters: FilterArguments, **_: Any) -> Answer:
        """Return the sentence or an empty answer, or raise the failure."""
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
    steps = [_contents(messages) for messages in conversation.ask(_service(), QuestionRequest("几点？"))]
    assert ["没有找到答案" in step[1] for step in steps] == [True]
    assert [message["role"] for message in conversation.messages] == ["user", "assistant"]


def test_the_progress_of_the_library_is_shown_while_a_question_waits() -> None:
    steps = [_contents(messages) for messages in Conversation().ask(_service(waits=2), QuestionRequest("几点？"))]
    assert ["3&#47;22" in step[1] for step in steps] == [True, True, False]


def test_an_error_is_a_message_and_the_next_question_is_answered() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=QuestionError("问题太长")), QuestionRequest("几" * 10)))
    list(conversation.ask(_service(), QuestionRequest("几点？")))
    contents = _contents(conversation.messages)
    assert "问题太长" in contents[1]
    assert "没有找到答案" in contents[3]


def test_the_message_of_an_unexpected_error_discloses_no_details() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=RuntimeError("secret")), QuestionRequest("几点？")))
    assert "意外的错误" in _contents(conversation.messages)[1]
    assert "secret" not in _contents(conversation.messages)[1]


def test_a_blank_question_is_not_shown_but_gets_a_reply() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=QaError("问题是空的")), QuestionRequest(" \n")))
    assert [message["role"] for message in conversation.messages] == ["assistant"]


def test_two_questions_at_the_same_time_keep_their_order() -> None:
    conversation = Conversation()
    first = conversation.ask(_service(waits=1), QuestionRequest("第一问"))
    second = conversation.ask(_service(), QuestionRequest("第二问"))
    next(first)
    list(second)
    list(first)
    contents = _contents(conversation.messages)
    assert ["第一问" in contents[0], "第二问" in contents[2]] == [True, True]
    assert all("没有找到答案" in contents[reply] for reply in (1, 3))


def test_a_pending_reply_is_not_shown_after_the_conversation_was_cleared() -> None:
    conversation = Conversation()
    awaited = conversation.ask(_service(waits=1), QuestionRequest("几点？"))
    next(awaited)
    assert conversation.clear() == []
    assert list(awaited) == [[]]


def test_a_question_is_asked_with_the_earlier_searched_questions() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), QuestionRequest("甲")))
    list(conversation.ask(_service(failure=QuestionError("问题太长")), QuestionRequest("长")))
    list(conversation.ask(_service(), QuestionRequest("乙")))
    assert "实际查找的是：甲＋乙" in _contents(conversation.messages)[5]


def test_filters_named_in_a_question_can_be_removed() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), QuestionRequest("2019年关于甲的通知")))
    assert "2019年</span> ×" in conversation.messages[-1]["content"]
    list(conversation.ask(_service(), QuestionRequest("2019年关于甲的通知", narrow=False)))
    assert "2019年</span> ×" not in conversation.messages[-1]["content"]
    assert [m["role"] for m in conversation.messages] == ["user", "assistant"] * 2


def test_a_question_is_asked_with_its_filters() -> None:
    service = FakeService()
    list(Conversation().ask(cast(Service, service), QuestionRequest("甲", filters={"issuer": "深圳"})))
    assert service.filters == [{"issuer": "深圳"}]


def test_a_replay_replaces_the_conversation_by_the_saved_questions() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), QuestionRequest("旧")))
    list(conversation.replay(_service(), "id", [QuestionRequest("甲"), QuestionRequest("乙")]))
    assert conversation.requests == (QuestionRequest("甲"), QuestionRequest("乙"))
    assert conversation.id == "id"
    assert len(conversation.messages) == 4
    assert "实际查找的是：甲＋乙" in _contents(conversation.messages)[3]


def test_a_question_asked_during_a_replay_comes_behind_the_saved_ones() -> None:
    conversation = Conversation()
    saved = QuestionRequest("甲"), QuestionRequest("乙")
    replay = conversation.replay(_service(), "id", saved)
    next(replay)
    list(conversation.ask(_service(), QuestionRequest("丙")))
    assert conversation.requests == (*saved, QuestionRequest("丙"))
    assert "实际查找的是：甲＋乙＋丙" in _contents(conversation.messages)[5]
    list(replay)
    assert "实际查找的是：甲＋乙<" in unescape(_contents(conversation.messages)[3])
    assert conversation.settled == 6


def test_a_replay_uses_the_saved_filters() -> None:
    service, conversation = FakeService(), Conversation()
    asked = (
        QuestionRequest("2019年关于甲的通知", filters={"issuer": "深圳"}),
        QuestionRequest("2019年关于甲的通知", narrow=False),
    )
    list(conversation.replay(cast(Service, service), "id", asked))
    assert conversation.requests == asked
    assert service.filters == [{"issuer": "深圳"}, {}]
    assert "2019年</span> ×" not in conversation.messages[-1]["content"]


def test_a_replay_ends_when_another_conversation_is_begun() -> None:
    conversation = Conversation()
    replay = conversation.replay(_service(waits=1), "id", [QuestionRequest("甲"), QuestionRequest("乙")])
    next(replay)
    next(replay)
    conversation.clear()
    assert list(replay) == [[]]
    assert conversation.requests == ()
    assert conversation.id != "id"


def test_the_same_question_asked_twice_at_the_same_time_has_two_turns() -> None:
    conversation = Conversation()
    first, second = (conversation.ask(_service(waits=1), QuestionRequest("2019年关于甲的通知")) for _ in range(2))
    next(first)
    next(second)
    list(second)
    list(first)
    assert ["turn-0" in content for content in _contents(conversation.messages)[1::2]] == [True, False]


def test_a_failure_does_not_disclose_the_folder_of_the_library() -> None:
    conversation = Conversation()
    failure = LibraryError("资料库打不开：/srv/library/library.sqlite。请检查权限")
    *_, messages = conversation.ask(_service(failure=failure), QuestionRequest("几点？"))
    assert "资料库打不开：library/library.sqlite" in unescape(str(messages))


def test_a_failed_question_is_not_saved() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(failure=QuestionError("问题太长")), QuestionRequest("长")))
    assert conversation.requests == ()


def test_the_reason_for_no_passages_is_shown() -> None:
    for documents, read_only, why in (
        (1, False, "筛选的范围内没有文件"),
        (0, False, "在“资料库”里上传"),
        (0, True, "资料库里还没有文件。<"),
    ):
        conversation = Conversation()
        service = FakeService(documents=documents, read_only=read_only)
        list(conversation.ask(cast(Service, service), QuestionRequest("几点？")))
        assert why in unescape(conversation.messages[-1]["content"])


def test_the_feedback_on_an_answer_is_shown_with_it() -> None:
    conversation = Conversation()
    citation = Citation(1, "函", "", "", "", None, None, (), 1, 0, 2, "/a.txt")
    list(
        conversation.ask(
            cast(Service, FakeService(sentence=AnswerSentence("甲。", citation))), QuestionRequest("几点？")
        )
    )
    for good, pressed in ((True, "good pressed"), (False, "bad pressed")):
        conversation.judge(0, good)
        assert re.findall('class="tool (\\w+ pressed) ', conversation.messages[-1]["content"]) == [pressed]


def test_the_question_is_escaped() -> None:
    conversation = Conversation()
    list(conversation.ask(_service(), QuestionRequest("<b>几点</b>")))
    assert "<b>" not in _contents(conversation.messages)[0]


def test_a_conversation_that_is_full_asks_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.conversations.conversation._QUESTION_LIMIT", 2)
    conversation = Conversation()
    for _ in range(3):
        steps = list(conversation.ask(_service(), QuestionRequest("几点？")))
    assert "请新建一个对话再问" in steps[-1][-1]["content"]
    assert len(conversation.requests) == 2
    conversation.clear()
    list(conversation.ask(_service(), QuestionRequest("几点？")))
    assert len(conversation.requests) == 1
