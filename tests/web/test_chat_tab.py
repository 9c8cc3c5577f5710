"""The chat tab: the conversations saved in the browser, and the updates of its events."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import gradio as gr
import pytest

from qa.feedback import Feedback
from qa.library import FilterArguments
from qa.types import Answer
from qa.web.chat_tab import ChatTab
from qa.web.conversations.question_request import QuestionRequest
from qa.web.conversations.saved_conversations import SavedConversations
from qa.web.conversations.session import Session
from qa.web.events import Updates
from qa.web.gradio_fixes.empty_updates import no_updates
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.labels import Labels
from qa.web.service import Service


class FakeService:
    """A service that is always ready and finds nothing."""

    folder = Path("/srv/library")
    read_only = False
    name = root_path = ""
    links = ()

    def __init__(self) -> None:
        self.feedback: list[Feedback] = []

    def store_feedback(self, feedback: Feedback) -> None:
        """Remember feedback."""
        self.feedback.append(feedback)

    def documents(self) -> tuple[()]:
        """Return no documents."""
        return ()

    def wait(self, seconds: float) -> bool:
        """Return that it is ready."""
        return True

    def ask(self, question: str, earlier: Sequence[str], narrow: bool, filters: FilterArguments, **_: Any) -> Answer:
        """Return an empty answer."""
        return Answer(question, False, 0.0, None, ())


@pytest.fixture
def chat() -> ChatTab:
    """The chat of a page."""
    with gr.Blocks():
        return ChatTab(cast(Service, FakeService()), PageSessions(), Labels())


def _saved(chat: ChatTab, steps: Iterator[Updates]) -> Any:
    """Return the changes of the saved conversations in the last step."""
    *_, updates = steps
    return json.loads(updates[chat.conversations.saved])


def _act(chat: ChatTab, request: gr.Request, **data: object) -> Updates:
    return chat._act("", request, gr.EventData(None, data))


def test_an_answered_question_is_saved_under_the_id_of_its_conversation(chat: ChatTab) -> None:
    session = Session()
    change = _saved(chat, chat.ask(session, QuestionRequest("甲？", filters={"issuer": "深圳"}), ""))
    assert change["current"] == session.conversation.id
    assert change["put"][0]["questions"] == [
        {"question": "甲？", "narrow": True, "filters": {"issuer": "深圳"}},
    ]


def test_the_fiftieth_reply_is_no_longer_than_an_early_one(chat: ChatTab) -> None:
    session, saved = Session(), SavedConversations()
    shown: dict[str, Any] = {}
    lengths: list[int] = []
    for number in range(10, 60):
        stored = {"conversations": [each.record() for each in saved.conversations], "current": saved.current}
        request = QuestionRequest(f"第{number}问？", filters={"issuer": "深圳"})
        *_, updates = chat.ask(session, request, json.dumps(stored | {"shown": shown}))
        saved = saved.with_requests(session.conversation.id, session.conversation.requests)
        shown = json.loads(updates[chat.conversations.new_messages])
        lengths.append(sum(len(json.dumps(update)) for update in updates.values()))
    assert lengths[49] <= lengths[4] + 10, "some numbers have a digit more"


def test_a_reply_after_another_conversation_was_begun_saves_nothing(
    chat: ChatTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, answer = Session(), chat._service.ask

    def ask_while_another_begins(*arguments: Any, **named: Any) -> Answer:
        session.conversation.clear()
        return answer(*arguments, **named)

    monkeypatch.setattr(chat._service, "ask", ask_while_another_begins)
    assert all(chat.conversations.saved not in updates for updates in chat.ask(session, QuestionRequest("甲？"), ""))
    assert session.conversation.messages == []


def test_a_page_with_a_new_session_leaves_the_saved_conversations_as_they_are(chat: ChatTab) -> None:
    saved = SavedConversations().with_requests("a", [QuestionRequest("甲？"), QuestionRequest("乙？")])
    stored = json.dumps({"conversations": [saved.conversations[0].record()], "current": "a"})
    change = _saved(chat, chat.ask(Session(), QuestionRequest("丙？"), stored))
    assert [conversation["name"] for conversation in change["put"]] == ["丙？"]
    assert change["drop"] == []


def test_a_filter_whose_value_has_left_the_library_is_removed(chat: ChatTab) -> None:
    request = gr.Request()
    session = chat._sessions.of(request)
    session.filters = {"document_id": 7, "since": date(2019, 1, 1)}
    updates = chat.refreshed(request)
    assert session.filters == {"since": date(2019, 1, 1)}
    assert ("value" in updates[chat.issuer], updates[chat.document]["value"]) == (False, None)
    assert "2019" in updates[chat.chips]


def test_reopening_no_conversation_changes_nothing(chat: ChatTab) -> None:
    assert list(chat.conversations._open(None, "", gr.Request())) == [no_updates(chat.chat)]


def test_a_click_on_a_chip_empties_its_field_and_removes_the_chip(chat: ChatTab) -> None:
    request = gr.Request()
    chat._sessions.of(request).filters = {"since": date(2019, 1, 1), "status": "有效"}
    updates = _act(chat, request, action="unfilter", turn="since")
    assert updates == {chat.chips: updates[chat.chips], chat._since: ""}
    assert "2019" not in updates[chat.chips]
    assert chat._sessions.of(request).filters == {"status": "有效"}


def test_a_click_on_close_hides_the_source(chat: ChatTab) -> None:
    updates = _act(chat, gr.Request(), action="close")
    assert updates == {chat.source: "", chat.source_column: gr.update(visible=False)}


def test_a_click_on_all_documents_asks_again_without_the_filters_of_the_question(chat: ChatTab) -> None:
    request = gr.Request()
    session = chat._sessions.of(request)
    list(chat.ask(session, QuestionRequest("2019年的甲？"), ""))
    updates = _act(chat, request, action="widen", turn="0")
    assert len(json.loads(updates[chat.conversations.new_messages])["messages"]) == 4
    assert [request.narrow for request in session.conversation.requests] == [True, False]


def test_a_judgement_of_bad_asks_for_the_reason_and_stores_both(chat: ChatTab) -> None:
    request = gr.Request()
    list(chat.ask(chat._sessions.of(request), QuestionRequest("甲？"), ""))
    assert _act(chat, request, action="bad", turn="0") == {chat._reason_row: gr.update(visible=True)}
    chat._store_reason("出处不对", request)
    stored = cast(FakeService, chat._service).feedback
    assert [(feedback.good, feedback.reason) for feedback in stored] == [(False, ""), (False, "出处不对")]


@pytest.mark.parametrize("data", [{}, {"action": "widen", "turn": "7"}, {"action": "open", "document": "x"}])
def test_a_click_without_effect_changes_nothing(chat: ChatTab, data: dict[str, str]) -> None:
    assert _act(chat, gr.Request(), **data) == no_updates(chat.source)
