"""A page that is closed during a request leaves no traceback; Gradio without the workaround leaves one."""

import asyncio
import json
import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from http.client import IncompleteRead
from typing import Any, cast
from urllib.request import Request, urlopen

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.routes import App
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from qa.web.gradio_fixes.closed_page import SilenceClosedPages
from tests.web.gradio_fixes.served_app import SECONDS, served, wait_until

SESSION = "closed"


def _close_during_a_request(middleware: Sequence[Middleware]) -> bytes:
    """Close a page while its event runs, and ask for the replies again, as the browser does; return the stream."""
    may_end = threading.Event()
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Button().click(lambda: may_end.wait(SECONDS) and None)
    page.queue()
    app = App.create_app(page, app_kwargs={"middleware": list(middleware)})
    messages = page._queue.pending_messages_per_session
    with served(app) as address:
        body = json.dumps({"data": [], "fn_index": 0, "session_hash": SESSION}).encode()
        with urlopen(Request(f"{address}/join", body, {"Content-Type": "application/json"}), timeout=SECONDS):
            pass
        stream_address = f"{address}/data?session_hash={SESSION}"
        with urlopen(stream_address, timeout=SECONDS) as stream:
            stream.readline()
            assert SESSION in messages
        wait_until(lambda: SESSION not in messages)
        try:
            with urlopen(stream_address, timeout=SECONDS) as stream:
                return bytes(stream.read())
        finally:
            may_end.set()


def test_gradio_still_logs_a_traceback_for_a_closed_page(caplog: pytest.LogCaptureFixture) -> None:
    with suppress(IncompleteRead):
        _close_during_a_request([])
    assert [record.name for record in caplog.records if record.levelno >= logging.ERROR] == ["uvicorn.error"]


def test_the_stream_of_a_closed_page_ends_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    assert b"session_not_found" in _close_during_a_request([Middleware(SilenceClosedPages)])
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(("path", "status"), [("/other", 404), ("/queue/data", 500)])
def test_other_errors_are_raised(path: str, status: int) -> None:
    app = FastAPI()

    @app.get(path)
    def fail() -> None:
        raise RuntimeError("response already started") from HTTPException(status)

    with pytest.raises(RuntimeError, match="already started"):
        TestClient(SilenceClosedPages(app)).get(path)


@pytest.mark.parametrize(
    ("path", "key", "is_silent"),
    [("/gradio_api/queue/data", SESSION, True), ("/gradio_api/queue/data", "x", False), ("/other", SESSION, False)],
)
def test_a_session_that_is_dropped_twice_leaves_no_traceback(path: str, key: str, is_silent: bool) -> None:
    async def drop_again(*_: object) -> None:
        raise KeyError(key)

    client = SilenceClosedPages(drop_again)
    scope = {"type": "http", "path": path, "query_string": f"session_hash={SESSION}".encode()}
    asked = client(scope, cast(Any, None), cast(Any, None))
    if is_silent:
        asyncio.run(asked)
    else:
        with pytest.raises(KeyError):
            asyncio.run(asked)
