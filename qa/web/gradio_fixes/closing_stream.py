"""Deliver the replies to an event that begins while the stream of replies closes.

When the last event of a page ends, the server of Gradio 6.31 tells the page to close its stream. An event that the page
sends before it has read this message finds the stream still open in the page and closed on the server: its replies are
never read, and the page waits for ever. https://github.com/gradio-app/gradio/issues/7921 is about another such loss.
"""

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STREAM, _JOIN = "/queue/data", "/queue/join"
_CLOSES = b'data: {"msg":"close_stream"'
_SESSION = re.compile(rb'"session_hash"\s*:\s*"([^"]{1,100})"')


class AwaitClosedStreams:
    """Middleware that accepts an event of a page only after the page has closed the stream that it was told to close.

    Args:
        app: the application that sends the stream and accepts the events.
        seconds: the longest wait for a page to close its stream; a browser on a busy computer takes more than one.
    """

    def __init__(self, app: "ASGIApp", seconds: float = 2.0) -> None:
        self._app, self._seconds = app, seconds
        self._closing: dict[str, asyncio.Event] = {}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; hold back the reply to an event whose page still closes its stream."""
        path = scope["path"].rstrip("/") if scope["type"] == "http" else ""
        if path.endswith(_STREAM):
            (session,) = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[:1]
            await self._stream(session, scope, receive, send)
        elif path.endswith(_JOIN):
            await self._join(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _stream(self, session: str, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def forward(message: "Message") -> None:
            if not message.get("body", b"").startswith(_CLOSES):
                await send(message)
                return
            # Before the message is sent: an event may be accepted while it is on its way.
            closed = self._closing[session] = asyncio.Event()
            try:
                await send(message)
                with suppress(TimeoutError):
                    await asyncio.wait_for(_disconnected(receive), self._seconds)
            finally:
                closed.set()
                if self._closing.get(session) is closed:
                    del self._closing[session]

        await self._app(scope, receive, forward)

    async def _join(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        body = bytearray()

        async def record() -> "Message":
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def hold_back(message: "Message") -> None:
            sessions = _SESSION.findall(bytes(body))
            if sessions and (closed := self._closing.get(sessions[-1].decode("latin-1"))):
                await closed.wait()
            await send(message)

        await self._app(scope, record, hold_back)


async def _disconnected(receive: "Receive") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
