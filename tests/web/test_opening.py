"""The events of a page that is opened."""

import json
from typing import cast

import gradio as gr
import pytest

from qa.web.chat_tab import ChatTab
from qa.web.conversations.question_request import QuestionRequest
from qa.web.conversations.session import Session
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.labels import Labels
from qa.web.opening import Opening
from qa.web.service import Service
from qa.web.texts import EN, ZH
from tests.web.test_chat_tab import FakeService

OPENED = gr.Request(headers={}, query_params={})


class SlowService(FakeService):
    """A service in which a reader may ask while examples are searched for."""

    session: Session | None = None
    progress = None
    waits = 0

    def wait(self, seconds: float) -> bool:
        """Return whether the service is ready: after some polls."""
        self.waits -= 1
        return self.waits < 0

    def examples(self) -> list[str]:
        """Return one example; a reader asks in the meantime if there is a session."""
        if self.session:
            list(self.session.conversation.ask(cast(Service, self), QuestionRequest("甲？")))
        return ["例？"]


@pytest.fixture
def service() -> SlowService:
    """A service whose readers do not ask."""
    return SlowService()


@pytest.fixture
def sessions() -> PageSessions:
    """The sessions of the page."""
    return PageSessions()


@pytest.fixture
def opening(service: SlowService, sessions: PageSessions) -> Opening:
    """The opening events of the page."""
    labels = Labels()
    with gr.Blocks():
        introduction = gr.HTML()
        chat = ChatTab(cast(Service, service), sessions, labels)
    return Opening(cast(Service, service), sessions, introduction, chat, labels)


def test_a_new_page_offers_examples_and_has_no_conversation_open(opening: Opening) -> None:
    *_, updates = opening.begin("", OPENED)
    chat, conversations = opening._chat.chat, opening._chat.conversations
    assert updates[chat]["examples"] == [{"text": "例？"}]
    assert json.loads(updates[conversations.saved])["current"] == ""
    assert (updates[conversations.list]["value"], updates[conversations.name]) == (None, "")


def test_a_new_page_shows_the_progress_of_the_library_until_it_is_ready(opening: Opening, service: SlowService) -> None:
    service.waits = 2
    _, *waiting, ready = opening.begin("", OPENED)
    chat = opening._chat.chat
    assert [updates[chat]["placeholder"].count("正在准备资料") for updates in waiting] == [1, 1]
    assert ready[chat]["placeholder"] == ZH.placeholder


def test_a_question_asked_before_the_examples_come_keeps_its_conversation_open(
    opening: Opening, service: SlowService, sessions: PageSessions
) -> None:
    service.session = sessions.of(OPENED)
    *_, updates = opening.begin("", OPENED)
    assert list(updates) == [opening._chat.chat]


@pytest.mark.parametrize("steps", [0, 1])
def test_a_question_asked_before_the_last_conversation_is_opened_stays(
    opening: Opening, service: SlowService, sessions: PageSessions, steps: int
) -> None:
    saved = {"id": "1", "name": "乙", "questions": [{"question": "乙？"}]}
    reopening = opening.reopen(json.dumps({"conversations": [saved], "current": "1"}), OPENED)
    for _ in range(steps):
        next(reopening)
    conversation = sessions.of(OPENED).conversation
    list(conversation.ask(cast(Service, service), QuestionRequest("甲？")))
    before = conversation.messages
    list(reopening)
    assert conversation.messages == before


def test_the_first_event_sets_the_language_of_the_page(opening: Opening, sessions: PageSessions) -> None:
    english = gr.Request(headers={"accept-language": "en"}, query_params={})
    list(opening.reopen("", english))
    assert sessions.of(english).conversation.texts is EN


def test_an_english_page_gets_english_words_and_keeps_the_choices_of_its_filters(opening: Opening) -> None:
    updates = opening.show(gr.Request(headers={}, query_params={"lang": "en"}))
    issuer = updates[opening._chat.issuer]
    assert (issuer["label"], issuer["choices"]) == ("Issuer", [])
    assert updates[opening._chat.send]["value"] == "Ask"
    assert set(updates) <= set(opening.page_components)


def test_a_chinese_page_keeps_its_words(opening: Opening) -> None:
    assert "label" not in opening.show(OPENED)[opening._chat.issuer]
