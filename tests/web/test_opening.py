"""What a page shows when it is opened."""

import json
from typing import cast

import gradio as gr
import pytest

from qa.web.asked import Asked
from qa.web.chat_tab import ChatTab
from qa.web.labels import Labels
from qa.web.opening import Opening
from qa.web.service import Service
from qa.web.session import Session
from qa.web.sessions import Sessions
from qa.web.texts import EN, ZH
from tests.web.test_chat_tab import FakeService

OPENED = gr.Request(headers={}, query_params={})


class SlowService(FakeService):
    """In the time in which it looks for examples a person may ask."""

    session: Session | None = None
    progress = None
    waits = 0

    def wait(self, seconds: float) -> bool:
        """Ready after some waiting."""
        self.waits -= 1
        return self.waits < 0

    def examples(self) -> list[str]:
        """One."""
        if self.session:
            list(self.session.conversation.ask(cast(Service, self), Asked("甲？")))
        return ["例？"]


@pytest.fixture
def service() -> SlowService:
    """Nobody asks."""
    return SlowService()


@pytest.fixture
def sessions() -> Sessions:
    """Of the page."""
    return Sessions()


@pytest.fixture
def opening(service: SlowService, sessions: Sessions) -> Opening:
    """Of the page."""
    labels = Labels()
    with gr.Blocks():
        chat = ChatTab(cast(Service, service), sessions, labels, "")
    return Opening(cast(Service, service), sessions, chat, labels)


def test_a_new_page_offers_examples_and_has_no_conversation_open(opening: Opening) -> None:
    *_, (chat, change, kept, name) = opening.begin("", OPENED)
    assert chat["examples"] == [{"text": "例？"}]
    assert json.loads(change)["current"] == ""
    assert (kept["value"], name) == (None, "")


def test_until_the_library_is_ready_a_new_page_says_how_far_it_is(opening: Opening, service: SlowService) -> None:
    service.waits = 2
    _, *waiting, (ready, *_) = opening.begin("", OPENED)
    assert [chat["placeholder"].count("正在准备资料") for chat, *_ in waiting] == [1, 1]
    assert ready["placeholder"] == ZH.placeholder


def test_who_asks_before_the_examples_come_keeps_the_conversation_open(
    opening: Opening, service: SlowService, sessions: Sessions
) -> None:
    service.session = sessions.of(OPENED)
    *_, step = opening.begin("", OPENED)
    assert step[1:] == [gr.skip()] * 3


def test_what_is_first_to_be_opened_is_in_the_language_of_the_page(opening: Opening, sessions: Sessions) -> None:
    english = gr.Request(headers={"accept-language": "en"}, query_params={})
    list(opening.reopen("", english))
    assert sessions.of(english).conversation.texts is EN
