"""The conversations that a browser keeps."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qa.web.shelf import Shelf

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["kept", "current", "id", "name", "questions"]), inner)
    ),
)


def test_a_conversation_is_kept_from_its_first_question_on_and_named_after_it() -> None:
    shelf = Shelf().with_questions(["甲？"]).with_questions(["甲？", "乙？"])
    (kept,) = shelf.kept
    assert (kept.name, kept.questions) == ("甲？", ("甲？", "乙？"))
    assert shelf.current == kept.id


def test_a_new_one_stands_before_the_older_ones() -> None:
    shelf = Shelf(Shelf().with_questions(["甲？"]).kept).with_questions(["乙？"])
    assert [one.name for one in shelf.kept] == ["乙？", "甲？"]
    assert len({one.id for one in shelf.kept}) == 2


def test_it_can_be_renamed_and_keeps_its_name() -> None:
    shelf = Shelf().with_questions(["甲？"]).renamed(" 开办\n企业 ").renamed("  ").with_questions(["甲？", "乙？"])
    assert shelf.kept[0].name == "开办 企业"


def test_it_can_be_forgotten() -> None:
    shelf = Shelf().with_questions(["甲？"]).without_current()
    assert shelf == Shelf()


def test_nothing_is_kept_of_nothing() -> None:
    assert Shelf().with_questions([]) == Shelf()


def test_what_was_stored_is_read_again() -> None:
    shelf = Shelf().with_questions(["甲？", "乙？"])
    assert Shelf.read(shelf.stored()) == shelf


@given(anything)
def test_whatever_a_browser_sends_is_read_and_can_be_stored(sent: Any) -> None:
    shelf = Shelf.read(sent)
    assert Shelf.read(shelf.stored()) == shelf
    assert all(len(one.name) <= 40 and len(one.questions) <= 100 for one in shelf.kept)
