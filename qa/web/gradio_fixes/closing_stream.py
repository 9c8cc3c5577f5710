"""Deliver the replies to an event that begins while the stream of replies closes.

When the last event of a page ends, the server of Gradio 6.31 tells the page to close its stream. If the page sends
another event before it has read this message, the stream is still open in the page but closed on the server. The
replies to the event are then never read, and the page waits for ever. A page that is being opened on a busy computer
takes many seconds to read the message. https://github.com/gradio-app/gradio/issues/7921 reports a similar loss.

The server's reply to an event therefore names the stream that the server has closed. In the page,
``await_closed_stream.js`` passes this reply on to Gradio's script once that script has closed the stream too. The
script then opens another stream.
"""

import re
from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from qa.web.page_scripts import head_script

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

AWAIT_CLOSED_STREAM = head_script("await_closed_stream")
"""the script of this workaround, for the head of the page"""
_STREAM, _JOIN = "/queue/data", "/queue/join"
_CLOSES = b'data: {"msg":"close_stream"'
_SESSION = re.compile(rb'"session_hash"\s*:\s*"([^"]{1,100})"')
_REMEMBERED = 5000
"""number of pages whose closed stream is remembered"""


class NameClosedStreams:
    """Middleware that adds a header to the streams and to the replies to events.

    ``X-Stream`` is the number of a stream. ``X-Closed-Stream``, in the reply to an event, is the number of the page's
    stream that was closed last.

    Args:
        app: the application that sends the stream and accepts the events.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app
        self._numbers = count(1)
        self._closed: OrderedDict[str, str] = OrderedDict()
        """maps the session of each page to the number of its stream that was closed last"""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; if it asks for a stream or sends an event, add a header to the reply."""
        path = scope["path"].rstrip("/") if scope["type"] == "http" else ""
        if path.endswith(_STREAM):
            (session,) = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[:1]
            await self._stream(session, scope, receive, send)
        elif path.endswith(_JOIN):
            await self._join(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _stream(self, session: str, scope: "Scope", receive: "Receive", send: "Send") -> None:
        number = str(next(self._numbers))

        async def forward(message: "Message") -> None:
            if message["type"] == "http.response.start":
                _add_header(message, b"x-stream", number)
            elif message.get("body", b"").startswith(_CLOSES):
                # Before the message is sent: an event may be accepted while it is on its way.
                self._closed[session] = number
                self._closed.move_to_end(session)
                while len(self._closed) > _REMEMBERED:
                    self._closed.popitem(last=False)
            await send(message)

        await self._app(scope, receive, forward)

    async def _join(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        body = bytearray()

        async def record() -> "Message":
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def forward(message: "Message") -> None:
            sessions = _SESSION.findall(bytes(body)) if message["type"] == "http.response.start" else []
            if sessions and (number := self._closed.get(sessions[-1].decode("latin-1"))):
                _add_header(message, b"x-closed-stream", number)
            await send(message)

        await self._app(scope, record, forward)


def _add_header(message: "Message", name: bytes, value: str) -> None:
    message["headers"] = [*message.get("headers", []), (name, value.encode("ascii"))]
