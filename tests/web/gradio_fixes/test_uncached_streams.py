"""A stream of replies is not stored by the browser; without the workaround it is."""

from collections.abc import Sequence
from http.client import HTTPMessage
from urllib.request import urlopen

import gradio as gr
import pytest
from fastapi import FastAPI
from starlette.middleware import Middleware

from qa.web.gradio_fixes.uncached_streams import KeepStreamsUncached
from tests.web.gradio_fixes.served_app import SECONDS, served


def _headers(path: str, middleware: Sequence[Middleware]) -> HTTPMessage:
    """Return the headers of Gradio's reply at a path below its interface."""
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Button().click(lambda: None)
    app = gr.mount_gradio_app(FastAPI(), page, path="/", ssr_mode=False, app_kwargs={"middleware": list(middleware)})
    with served(app) as queue, urlopen(f"{queue.removesuffix('/queue')}/{path}", timeout=SECONDS) as reply:
        return reply.headers


@pytest.mark.parametrize("stream", ["queue/data?session_hash=a", "heartbeat/a"])
def test_gradio_still_lets_the_browser_store_a_stream(stream: str) -> None:
    headers = _headers(stream, [])
    assert headers["Content-Type"].startswith("text/event-stream")
    assert headers["Cache-Control"] is None


@pytest.mark.parametrize("stream", ["queue/data?session_hash=a", "heartbeat/a"])
def test_a_stream_is_not_stored(stream: str) -> None:
    assert _headers(stream, [Middleware(KeepStreamsUncached)])["Cache-Control"] == "no-store"


def test_other_replies_are_as_before() -> None:
    assert _headers("info", [Middleware(KeepStreamsUncached)])["Cache-Control"] is None
