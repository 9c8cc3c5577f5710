"""Keep streams out of the browser's cache.

Gradio 6.31 sends its streams without ``Cache-Control``, so the browser stores them. A page asks for its replies at the
same address again and again. If Chromium still holds the previous stream, which the page has just closed, it drops the
stream that the server has begun to send and asks a second time. Gradio concludes from the dropped stream that the page
was closed, and drops the page's events: a question that was sent just then is never answered. No upstream issue known.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STREAM = "text/event-stream"


class KeepStreamsUncached:
    """Middleware that forbids browsers to store event streams (``Cache-Control: no-store``).

    Args:
        app: the application that sends the streams.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; add the header to a reply that is a stream."""
        from starlette.datastructures import MutableHeaders

        async def forward(message: "Message") -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("Content-Type", "").startswith(_STREAM):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, forward)
