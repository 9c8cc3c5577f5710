"""The server knows each open page for as long as it is used."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import cast

import gradio as gr

from qa.web.session import Session
from qa.web.sessions import Sessions


def _of(sessions: Sessions, page: str) -> Session:
    return sessions.of(cast(gr.Request, SimpleNamespace(session_hash=page)))


def test_a_page_has_its_session_and_another_page_another() -> None:
    sessions = Sessions()
    first = _of(sessions, "a")
    assert _of(sessions, "a") is first
    assert _of(sessions, "b") is not first


def test_of_too_many_the_one_used_longest_ago_is_forgotten() -> None:
    sessions = Sessions(most=2)
    first, second = _of(sessions, "a"), _of(sessions, "b")
    assert _of(sessions, "a") is first
    _of(sessions, "c")
    assert _of(sessions, "a") is first
    assert _of(sessions, "b") is not second


def test_threads_that_come_at_once_get_the_same() -> None:
    sessions = Sessions()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: _of(sessions, str(number % 4)), range(400)))
    assert len({id(session) for session in found}) == 4
