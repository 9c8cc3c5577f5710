"""The server keeps the session of a page for as long as the page is used; ``gr.State`` would not."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import cast

import gradio as gr
from gradio.state_holder import SessionState

from qa.web.conversations.exchange import Exchange
from qa.web.conversations.question_request import QuestionRequest
from qa.web.conversations.session import Session
from qa.web.gradio_fixes.page_sessions import PageSessions


def _of(sessions: PageSessions, page: str) -> Session:
    return sessions.of(cast(gr.Request, SimpleNamespace(session_hash=page, request=None)))


def test_gradio_still_deletes_the_state_of_a_page_an_hour_after_a_lost_connection() -> None:
    with gr.Blocks() as page:
        gr.State(1)
    state = SessionState(page)
    assert state.STATE_TTL_WHEN_CLOSED == 3600
    assert not state.is_closed


def test_requests_still_name_their_page() -> None:
    assert gr.Request(session_hash="a").session_hash == "a"


def test_each_page_has_its_own_session() -> None:
    sessions = PageSessions()
    first = _of(sessions, "a")
    assert _of(sessions, "a") is first
    assert _of(sessions, "b") is not first


def test_beyond_the_limit_the_least_recently_used_session_is_dropped() -> None:
    sessions = PageSessions(limit=2)
    first, second = _of(sessions, "a"), _of(sessions, "b")
    assert _of(sessions, "a") is first
    _of(sessions, "c")
    assert _of(sessions, "a") is first
    assert _of(sessions, "b") is not second


def test_beyond_the_limit_of_questions_the_least_recently_used_session_with_questions_is_dropped() -> None:
    sessions = PageSessions(questions=3)
    empty, *others = (_of(sessions, name) for name in "abcd")
    for session in others:
        session.conversation._exchanges = [Exchange(QuestionRequest("几点？"), "几点？")] * 2
    last = _of(sessions, "d")
    assert [_of(sessions, name) for name in "ad"] == [empty, last]
    assert [_of(sessions, name) is session for name, session in zip("bc", others, strict=False)] == [False, False]


def test_a_session_in_use_is_kept_whatever_it_holds() -> None:
    sessions = PageSessions(questions=1)
    session = _of(sessions, "a")
    session.conversation._exchanges = [Exchange(QuestionRequest("几点？"), "几点？")] * 2
    assert _of(sessions, "a") is session


def test_threads_of_one_page_get_the_same_session() -> None:
    sessions = PageSessions()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: _of(sessions, str(number % 4)), range(400)))
    assert len({id(session) for session in found}) == 4
