"""The saved conversations of a browser."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.conversations.question_request import QuestionRequest
from qa.web.conversations.saved_conversations import SavedConversation, SavedConversations

names = st.sampled_from(
    [
        *("conversations", "current", "id", "name", "questions", "question", "narrow", "filters"),
        *("issuer", "since", "until", "document_id", "status"),
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("2019-05-01"),
    lambda inner: st.lists(inner) | st.dictionaries(names, inner),
)
FIRST, SECOND = (
    QuestionRequest("甲？"),
    QuestionRequest("乙？", narrow=False, filters={"issuer": "深圳", "since": date(2019, 5, 1), "document_id": 7}),
)


def test_a_conversation_is_saved_from_its_first_question_on_and_named_after_it() -> None:
    saved = SavedConversations().with_requests("a", [FIRST]).with_requests("a", [FIRST, SECOND])
    assert saved.conversations == (SavedConversation("a", "甲？", (FIRST, SECOND)),)
    assert saved.current == "a"


def test_the_newest_conversation_comes_first() -> None:
    saved = SavedConversations().with_requests("a", [FIRST]).with_requests("b", [SECOND])
    assert [conversation.name for conversation in saved.conversations] == ["乙？", "甲？"]


def test_only_its_continuation_replaces_a_conversation() -> None:
    long = SavedConversations().with_requests("a", [FIRST, SECOND])
    for other in ([FIRST], [SECOND], [FIRST, FIRST], [SECOND, FIRST, SECOND]):
        saved = long.with_requests("a", other)
        assert saved.get("a") == long.get("a")
        assert saved.conversations[0] == SavedConversation(saved.current, other[0].question, tuple(other))
        assert saved.current != "a"


def test_a_long_conversation_keeps_its_latest_questions_and_can_be_continued() -> None:
    questions = [QuestionRequest(str(number)) for number in range(120)]
    saved = SavedConversations().with_requests("a", questions[:110]).with_requests("a", questions)
    assert saved.conversations == (SavedConversation("a", "0", tuple(questions[-100:])),)


def test_a_renamed_conversation_keeps_its_name() -> None:
    saved = SavedConversations().with_requests("a", [FIRST]).renamed("a", " 开办\n企业 ").renamed("a", "  ")
    assert saved.with_requests("a", [FIRST, SECOND]).conversations[0].name == "开办 企业"


def test_a_conversation_can_be_removed() -> None:
    assert SavedConversations().with_requests("a", [FIRST]).without("a") == SavedConversations()


def test_a_conversation_without_questions_is_not_saved() -> None:
    assert SavedConversations().with_requests("a", []) == SavedConversations()


def test_a_browser_gets_the_changes_only() -> None:
    before = SavedConversations().with_requests("a", [FIRST]).with_requests("b", [FIRST])
    added = json.loads(before.with_requests("c", [SECOND]).changes_since(before))
    assert ([conversation["id"] for conversation in added["put"]], added["drop"], added["current"]) == (["c"], [], "c")
    dropped = json.loads(before.without("a").changes_since(before))
    assert dropped == {"put": [], "drop": ["a"], "current": ""}


@pytest.mark.parametrize(("old", "new"), [(49, 50), (99, 100), (100, 101), (150, 153)])
def test_a_conversation_that_goes_on_is_not_sent_again(old: int, new: int) -> None:
    questions = [QuestionRequest(f"第{number}问？") for number in range(new)]
    before = SavedConversations().with_requests("a", questions[:old])
    saved = before.with_requests("a", questions)
    (put,) = json.loads(saved.changes_since(before))["put"]
    assert len(put["questions"]) == new - old
    # As save_conversations.js does.
    kept = [request.record() for request in before.conversations[0].requests][: put["keep"]]
    assert [*kept, *put["questions"]][-100:] == saved.conversations[0].record()["questions"]


def test_a_conversation_that_was_changed_elsewhere_is_sent_whole() -> None:
    before = SavedConversations((SavedConversation("a", "甲", (SECOND, FIRST)),))
    saved = SavedConversations((SavedConversation("a", "甲", (FIRST, SECOND, FIRST)),))
    (put,) = json.loads(saved.changes_since(before))["put"]
    assert ("keep" in put, len(put["questions"])) == (False, 3)


def test_saved_conversations_are_read_back() -> None:
    saved = SavedConversations().with_requests("a", [FIRST, SECOND])
    assert SavedConversations.from_browser(_stored(saved)) == saved


def test_questions_saved_without_filters_are_read() -> None:
    saved = SavedConversations.from_browser(
        {"conversations": [{"id": "1", "name": "甲", "questions": [{"question": "甲？"}]}], "current": "1"}
    )
    assert saved == SavedConversations((SavedConversation("1", "甲", (FIRST,)),), "1")


@given(anything)
def test_anything_that_a_browser_sends_is_read_and_can_be_saved(sent: Any) -> None:
    for form in (sent, json.dumps(sent), str(sent)):
        saved = SavedConversations.from_browser(form)
        assert SavedConversations.from_browser(_stored(saved)) == saved
        assert all(
            len(conversation.name) <= 40 and len(conversation.requests) <= 100 for conversation in saved.conversations
        )


def _stored(saved: SavedConversations) -> str:
    """Return the data that an empty browser stores."""
    change = json.loads(saved.changes_since(SavedConversations()))
    return json.dumps({"conversations": change["put"], "current": change["current"]})
