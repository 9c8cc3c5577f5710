"""The server's state of one open page."""

from qa.web.conversations.session import Session
from qa.web.texts import ZH


def test_each_session_has_its_own_conversation_and_filters() -> None:
    first, second = Session(), Session()
    assert first.texts is ZH
    assert first.conversation is not second.conversation
    assert first.filters is not second.filters
