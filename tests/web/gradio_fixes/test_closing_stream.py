"""An event that begins while the page closes its stream gets its replies; without the workaround they are lost."""

import json
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware

from qa.web.gradio_fixes.closing_stream import AwaitClosedStreams
from tests.web.gradio_fixes.served_app import SECONDS, served

SESSION = "closing"
OTHER = "other"
CLOSES = b'"close_stream"'
PROMPT = 0.6
"""seconds that are less than the longest wait, and more than a join takes on a busy computer"""
LONGEST = 3.0
"""seconds that are more than the longest wait of about a second, on a busy computer too"""


@dataclass
class Stream:
    """The stream of replies of a page, read as the browser reads it: over a connection that the page closes itself."""

    address: str
    session: str
    connection: socket.socket = field(init=False)
    received: bytes = b""

    def __post_init__(self) -> None:
        """Open the stream."""
        parts = urlsplit(self.address)
        self.connection = socket.create_connection((parts.hostname, parts.port), timeout=SECONDS)
        path = f"{parts.path}/data?session_hash={self.session}"
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())

    def read_until(self, text: bytes) -> None:
        """Read until a text has come."""
        while text not in self.received:
            part = self.connection.recv(65536)
            assert part, self.received
            self.received += part


def _app(middleware: Sequence[Middleware]) -> FastAPI:
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Button().click(lambda: None)
    page.queue()
    # Only a page that is mounted, or launched, runs its events.
    return gr.mount_gradio_app(FastAPI(), page, path="/", ssr_mode=False, app_kwargs={"middleware": list(middleware)})


def _join(address: str, session: str = SESSION) -> float:
    """Send an event; return the seconds until the server accepted it."""
    body = json.dumps({"data": [], "fn_index": 0, "session_hash": session}).encode()
    began = time.monotonic()
    with urlopen(Request(f"{address}/join", body, {"Content-Type": "application/json"}), timeout=SECONDS):
        return time.monotonic() - began


def _told_to_close(address: str) -> Stream:
    """Run an event of a page, up to the message that tells the page to close its stream."""
    _join(address)
    stream = Stream(address, SESSION)
    stream.read_until(CLOSES)
    return stream


def test_gradio_still_loses_an_event_that_begins_while_the_page_closes_its_stream() -> None:
    with served(_app([])) as address, closing(_told_to_close(address).connection) as connection:
        # The page has not read the message yet: it sends an event and goes on to read the same stream.
        assert _join(address) < PROMPT
        connection.settimeout(PROMPT)
        rest = b""
        with suppress(TimeoutError):
            while part := connection.recv(65536):
                rest += part
        assert b"process_completed" not in rest


def test_an_event_is_accepted_once_the_page_has_closed_its_stream() -> None:
    with served(_app([Middleware(AwaitClosedStreams)])) as address:
        stream = _told_to_close(address)
        waited: list[float] = []
        joining = threading.Thread(target=lambda: waited.append(_join(address)))
        joining.start()
        joining.join(PROMPT / 2)
        assert joining.is_alive(), "the event was accepted while the stream was open"
        stream.connection.close()
        joining.join(SECONDS)
        assert waited[0] >= PROMPT / 2
        # The page knows by now that its stream is closed, opens another, and gets the replies.
        again = Stream(address, SESSION)
        with closing(again.connection):
            again.read_until(b"process_completed")


def test_an_event_after_the_stream_is_closed_does_not_wait() -> None:
    with served(_app([Middleware(AwaitClosedStreams)])) as address:
        _told_to_close(address).connection.close()
        _join(address)
        assert _join(address) < PROMPT


def test_another_page_does_not_wait() -> None:
    with (
        served(_app([Middleware(AwaitClosedStreams)])) as address,
        closing(_told_to_close(address).connection),
    ):
        assert _join(address, OTHER) < PROMPT


def test_a_page_that_never_closes_its_stream_delays_an_event_by_the_longest_wait() -> None:
    with (
        served(_app([Middleware(AwaitClosedStreams, seconds=1.0)])) as address,
        closing(_told_to_close(address).connection),
    ):
        assert PROMPT < _join(address) < LONGEST
        assert _join(address) < PROMPT
