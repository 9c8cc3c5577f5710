"""A reply holds only the messages that the page does not show."""

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest

from qa.types import Answer
from qa.web.conversations import conversation as conversation_module
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.new_messages import ShownMessages, new_messages
from qa.web.conversations.question_request import QuestionRequest
from qa.web.service import Service


class FakeService:
    """A service that finds nothing, and is not ready at first."""

    progress = None
    read_only = False

    def __init__(self, waits: int = 0) -> None:
        self._waits = waits

    def wait(self, seconds: float) -> bool:
        """Return whether the service is ready."""
        self._waits -= 1
        return self._waits < 0

    def documents(self) -> tuple[()]:
        """Return no documents."""
        return ()

    def ask(self, question: str, *_: Any, **__: Any) -> Answer:
        """Return an empty answer."""
        return Answer(question, False, 0.0, None, ())


class Page:
    """A page that applies the replies as ``append_messages.js`` does."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.shown: dict[str, Any] = {}

    def stored(self) -> str:
        """Return the state, as JSON, that the page sends with an event."""
        return json.dumps({"conversations": [], "shown": self.shown})

    def receive(self, text: str) -> int:
        """Apply a reply and return the number of messages in it."""
        reply = json.loads(text)
        is_old = self.shown.get("run") == reply["run"] and reply["revision"] < self.shown["revision"]
        if not is_old and len(self.messages) < reply["start"]:
            self.shown = {}
        elif not is_old:
            self.shown = {name: reply[name] for name in ("run", "revision", "settled")}
            contents = [part["text"] for message in reply["messages"] for part in message["content"]]
            self.messages = [*self.messages[: reply["start"]], *contents]
        return len(reply["messages"])


def _asked(conversation: Conversation, page: Page, question: str, waits: int = 0) -> Iterator[str]:
    """Ask a question as a page does and yield the replies; what is shown counts when the question is sent."""
    stored, service = page.stored(), cast(Service, FakeService(waits))
    return (
        new_messages(conversation, ShownMessages.from_browser(stored))
        for _ in conversation.ask(service, QuestionRequest(question))
    )


def _contents(conversation: Conversation) -> list[str]:
    return [message["content"] for message in conversation.messages]


def test_each_reply_holds_the_new_question_and_its_answer() -> None:
    conversation, page = Conversation(), Page()
    for number in range(5):
        assert [page.receive(reply) for reply in _asked(conversation, page, f"第{number}问？")] == [2]
    assert page.messages == _contents(conversation)
    assert len(page.messages) == 10


def test_a_lost_reply_comes_with_the_next_one() -> None:
    conversation, page = Conversation(), Page()
    list(_asked(conversation, page, "甲？"))
    assert [page.receive(reply) for reply in _asked(conversation, page, "乙？")] == [4]
    assert page.messages == _contents(conversation)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "overtaken"])
def test_replies_to_two_questions_at_the_same_time_show_both_answers(order: tuple[int, int]) -> None:
    conversation, page = Conversation(), Page()
    first = _asked(conversation, page, "甲？", waits=1)
    page.receive(next(first))
    second = _asked(conversation, page, "乙？")
    replies = [*second, *first]
    for number in order:
        page.receive(replies[number])
    assert page.messages == _contents(conversation)
    assert sum("没有找到答案" in content for content in page.messages) == 2


def test_a_question_asked_while_another_waits_brings_its_answer_too() -> None:
    conversation, page = Conversation(), Page()
    first = _asked(conversation, page, "甲？", waits=1)
    page.receive(next(first))
    list(first)
    for reply in _asked(conversation, page, "乙？"):
        page.receive(reply)
    assert page.messages == _contents(conversation)


def test_another_conversation_is_sent_whole() -> None:
    conversation, page = Conversation(), Page()
    for question in ("甲？", "乙？"):
        list(map(page.receive, _asked(conversation, page, question)))
    service = cast(Service, FakeService())
    list(conversation.replay(service, conversation.id, conversation.requests[:1]))
    assert [page.receive(reply) for reply in _asked(conversation, page, "丙？")] == [4]
    assert page.messages == _contents(conversation)


def test_a_conversation_that_is_full_stays_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation_module, "_QUESTION_LIMIT", 1)
    conversation, page = Conversation(), Page()
    sizes = [page.receive(reply) for question in "甲乙丙" for reply in _asked(conversation, page, question)]
    assert sizes == [2, 1, 0]
    assert "请新建一个对话再问" in page.messages[-1]


@pytest.mark.parametrize(
    "stored",
    [None, "", "[]", "7", '{"shown": 1}', '{"shown": {"run": "a"}}', '{"shown": {"run": "a", "settled": -1}}'],
)
def test_anything_else_from_a_browser_counts_as_nothing_shown(stored: str | None) -> None:
    assert ShownMessages.from_browser(stored) == ShownMessages()


def test_a_page_that_lost_its_messages_gets_them_with_the_second_reply() -> None:
    conversation, page = Conversation(), Page()
    for number in range(4):
        for reply in _asked(conversation, page, f"第{number}问？"):
            page.receive(reply)
        if number == 1:
            page.messages = []
    assert page.messages == _contents(conversation)
