"""An event that begins while the page closes its stream gets its replies; without the workaround they are lost."""

import asyncio
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import gradio as gr
import pytest
from fastapi import FastAPI
from starlette.middleware import Middleware

from qa.web.gradio_fixes import closing_stream
from qa.web.gradio_fixes.closing_stream import AWAIT_CLOSED_STREAM, NameClosedStreams
from tests.web.gradio_fixes.frontend import scripts
from tests.web.gradio_fixes.served_app import SECONDS, served

SESSION = "closing"
OTHER = "other"
CLOSES = b'"close_stream"'
PROMPT = 0.3
"""seconds in which a reply would have come"""


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


def _accepted(address: str, session: str = SESSION) -> str | None:
    """Send an event; return the closed stream that the reply names."""
    body = json.dumps({"data": [], "fn_index": 0, "session_hash": session}).encode()
    with urlopen(Request(f"{address}/join", body, {"Content-Type": "application/json"}), timeout=SECONDS) as reply:
        return cast("str | None", reply.headers["X-Closed-Stream"])


def _told_to_close(address: str) -> Stream:
    """Run an event of a page, up to the message that tells the page to close its stream."""
    _accepted(address)
    stream = Stream(address, SESSION)
    stream.read_until(CLOSES)
    return stream


def test_gradio_still_loses_an_event_that_begins_while_the_page_closes_its_stream() -> None:
    with served(_app([])) as address, closing(_told_to_close(address).connection) as connection:
        # The page has not read the message yet: it sends an event and goes on to read the same stream.
        _accepted(address)
        connection.settimeout(PROMPT)
        rest = b""
        with suppress(TimeoutError):
            while part := connection.recv(65536):
                rest += part
        assert b"process_completed" not in rest


def test_the_reply_to_an_event_names_the_stream_that_was_closed() -> None:
    with served(_app([Middleware(NameClosedStreams)])) as address:
        stream = _told_to_close(address)
        number = re.search(rb"x-stream: (\d+)", stream.received)
        with closing(stream.connection):
            assert number
            assert _accepted(address) == number[1].decode()
            assert _accepted(address, OTHER) is None
        # The page knows by now that its stream is closed, opens another, and gets the replies.
        again = Stream(address, SESSION)
        with closing(again.connection):
            again.read_until(CLOSES)
            assert again.received.count(b"process_completed") == 1
        assert _accepted(address) != number[1].decode()


def test_only_so_many_closed_streams_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing_stream, "_REMEMBERED", 2)

    async def close(scope: object, receive: object, send: Any) -> None:
        await send({"type": "http.response.body", "body": b'data: {"msg":"close_stream"}'})

    async def send(_: object) -> None:
        pass

    names = NameClosedStreams(close)
    for session in ("a", "b", "a", "c"):
        scope = {"type": "http", "path": "/queue/data", "query_string": f"session_hash={session}".encode()}
        asyncio.run(names(scope, cast(Any, None), send))
    assert names._closed == {"a": "3", "c": "4"}


STEPS = """
globalThis.window = globalThis;
const closing = new AbortController();
window.fetch = async asked => asked instanceof Request
    ? new Response('', {headers: {'X-Stream': '7'}})
    : new Response(asked, {headers: asked === 'none' ? {} : {'X-Closed-Stream': asked}});
SCRIPT
(async () => {
    const got = [];
    const ask = name => fetch(name).then(async reply => got.push(await reply.text()));
    const pause = () => new Promise(resolve => setTimeout(resolve, 1));
    await ask('7');
    fetch(new Request('http://a/queue/data?session_hash=a', {signal: closing.signal}));
    ask('none'); ask('6'); ask('7');
    await pause(); got.push('|'); closing.abort(); await pause();
    await ask('7');
    console.log(got.join(' '));
    process.exit();
})();
"""


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_page_gets_the_reply_once_it_has_closed_the_stream() -> None:
    script = AWAIT_CLOSED_STREAM.removeprefix("<script>").removesuffix("</script>")
    ran = subprocess.run(["node", "-e", STEPS.replace("SCRIPT", script)], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["7", "none", "6", "|", "7", "7"]


def test_gradio_still_asks_for_a_stream_and_ends_it_as_the_script_expects() -> None:
    gradio_scripts = scripts("index-*")
    assert re.search(r"new Request\(\w+,\w+\);\w+\(\w+\.headers,`Accept`,`text/event-stream`\)", gradio_scripts)
    assert re.search(r"=== ?`close_stream`\)\{\w+\(\w+,\w+\.abort_controller\)", gradio_scripts)
    assert re.search(r"\w+\.open=!1,\w+\?\.abort\(\)", gradio_scripts)
