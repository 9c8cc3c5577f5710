"""What the chat tells the browser to keep."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import gradio as gr
import pytest

from qa.feedback import Feedback
from qa.library import FilterArguments
from qa.types import Answer
from qa.web.asked import Asked
from qa.web.chat_tab import ChatTab
from qa.web.labels import Labels
from qa.web.service import Service
from qa.web.session import Session
from qa.web.sessions import Sessions
from qa.web.shelf import Shelf


class FakeService:
    """Always ready; finds nothing."""

    folder = Path("/srv/library")
    read_only = False

    def __init__(self) -> None:
        self.feedback: list[Feedback] = []

    def keep_feedback(self, feedback: Feedback) -> None:
        """Kept."""
        self.feedback.append(feedback)

    def documents(self) -> tuple[()]:
        """None."""
        return ()

    def wait(self, seconds: float) -> bool:
        """Ready."""
        return True

    def ask(self, question: str, earlier: Sequence[str], narrow: bool, filters: FilterArguments) -> Answer:
        """Nothing."""
        return Answer(question, False, 0.0, None, ())


@pytest.fixture
def chat() -> ChatTab:
    """The chat of a page."""
    with gr.Blocks():
        return ChatTab(cast(Service, FakeService()), Sessions(), Labels(), "")


def _kept(steps: Any) -> Any:
    """The change of the shelf in the last step."""
    *_, (_, change, _) = steps
    return json.loads(change)


def test_an_answered_question_is_kept_under_the_id_of_its_conversation(chat: ChatTab) -> None:
    session = Session()
    change = _kept(chat.ask(session, Asked("甲？", filters={"issuer": "深圳"}), ""))
    assert change["current"] == session.conversation.id
    assert change["put"][0]["questions"] == [
        {"question": "甲？", "narrow": True, "filters": {"issuer": "深圳"}},
    ]


def test_a_reply_that_comes_after_another_conversation_was_begun_changes_nothing_kept(chat: ChatTab) -> None:
    session = Session()
    steps = chat.ask(session, Asked("甲？"), "")
    next(steps)
    session.conversation.clear()
    assert all(isinstance(change, dict) for _, change, _ in steps)


def test_a_page_that_the_server_forgot_leaves_what_is_kept_as_it_is(chat: ChatTab) -> None:
    stored = Shelf().with_questions("a", [Asked("甲？"), Asked("乙？")])
    change = _kept(chat.ask(Session(), Asked("丙？"), json.dumps({"kept": [stored.kept[0].stored()], "current": "a"})))
    assert [one["name"] for one in change["put"]] == ["丙？"]
    assert change["drop"] == []


def test_a_filter_whose_documents_have_gone_is_taken_out(chat: ChatTab) -> None:
    request = gr.Request()
    session = chat._sessions.of(request)
    session.filters = {"document_id": 7, "since": date(2019, 1, 1)}
    issuer, document, _, chips = chat.refreshed(request)
    assert session.filters == {"since": date(2019, 1, 1)}
    assert ("value" in issuer, document["value"]) == (False, None)
    assert "2019" in chips


def test_where_no_conversation_is_opened_nothing_is_emptied(chat: ChatTab) -> None:
    assert list(chat.conversations.reopened(Session(), "", Shelf())) == [[gr.skip()] * 4]
