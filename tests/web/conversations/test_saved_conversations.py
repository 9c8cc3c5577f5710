"""The conversations that a browser keeps."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qa.web.asked import Asked
from qa.web.shelf import Kept, Shelf

names = st.sampled_from(
    [
        *("kept", "current", "id", "name", "questions", "question", "narrow", "filters"),
        *("issuer", "since", "until", "document_id", "status"),
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("2019-05-01"),
    lambda inner: st.lists(inner) | st.dictionaries(names, inner),
)
FIRST, SECOND = (
    Asked("甲？"),
    Asked("乙？", narrow=False, filters={"issuer": "深圳", "since": date(2019, 5, 1), "document_id": 7}),
)


def test_a_conversation_is_kept_from_its_first_question_on_and_named_after_it() -> None:
    shelf = Shelf().with_questions("a", [FIRST]).with_questions("a", [FIRST, SECOND])
    assert shelf.kept == (Kept("a", "甲？", (FIRST, SECOND)),)
    assert shelf.current == "a"


def test_a_new_one_stands_before_the_older_ones() -> None:
    shelf = Shelf().with_questions("a", [FIRST]).with_questions("b", [SECOND])
    assert [one.name for one in shelf.kept] == ["乙？", "甲？"]


def test_only_what_goes_on_from_it_replaces_a_conversation() -> None:
    long = Shelf().with_questions("a", [FIRST, SECOND])
    for other in ([FIRST], [SECOND], [FIRST, FIRST], [SECOND, FIRST, SECOND]):
        shelf = long.with_questions("a", other)
        assert shelf.open("a") == long.open("a")
        assert shelf.kept[0] == Kept(shelf.current, other[0].question, tuple(other))
        assert shelf.current != "a"


def test_a_long_conversation_keeps_its_latest_questions_and_is_gone_on_with() -> None:
    questions = [Asked(str(number)) for number in range(120)]
    shelf = Shelf().with_questions("a", questions[:110]).with_questions("a", questions)
    assert shelf.kept == (Kept("a", "0", tuple(questions[-100:])),)


def test_it_can_be_renamed_and_keeps_its_name() -> None:
    shelf = Shelf().with_questions("a", [FIRST]).renamed("a", " 开办\n企业 ").renamed("a", "  ")
    assert shelf.with_questions("a", [FIRST, SECOND]).kept[0].name == "开办 企业"


def test_it_can_be_forgotten() -> None:
    assert Shelf().with_questions("a", [FIRST]).without("a") == Shelf()


def test_nothing_is_kept_of_nothing() -> None:
    assert Shelf().with_questions("a", []) == Shelf()


def test_a_browser_is_told_what_changed_and_nothing_else() -> None:
    before = Shelf().with_questions("a", [FIRST]).with_questions("b", [FIRST])
    added = json.loads(before.with_questions("c", [SECOND]).changed_from(before))
    assert ([one["id"] for one in added["put"]], added["drop"], added["current"]) == (["c"], [], "c")
    dropped = json.loads(before.without("a").changed_from(before))
    assert dropped == {"put": [], "drop": ["a"], "current": ""}


def test_what_was_stored_is_read_again() -> None:
    shelf = Shelf().with_questions("a", [FIRST, SECOND])
    assert Shelf.read(_stored(shelf)) == shelf


def test_questions_that_were_stored_alone_are_read() -> None:
    shelf = Shelf.read({"kept": [{"id": "1", "name": "甲", "questions": ["甲？"]}], "current": "1"})
    assert shelf == Shelf((Kept("1", "甲", (FIRST,)),), "1")


@given(anything)
def test_whatever_a_browser_sends_is_read_and_can_be_stored(sent: Any) -> None:
    for form in (sent, json.dumps(sent), str(sent)):
        shelf = Shelf.read(form)
        assert Shelf.read(_stored(shelf)) == shelf
        assert all(len(one.name) <= 40 and len(one.questions) <= 100 for one in shelf.kept)


def _stored(shelf: Shelf) -> str:
    """What a browser keeps that kept nothing before."""
    change = json.loads(shelf.changed_from(Shelf()))
    return json.dumps({"kept": change["put"], "current": change["current"]})
