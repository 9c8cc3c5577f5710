"""A page that does nothing while nobody uses it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"
# What asks for a frame in order to show how many seconds have passed does not get it.
_SCRIPT = rb"""<script>{
    const frame = window.requestAnimationFrame.bind(window);
    const clock = /performance\.now\(\)[^;]*\/\s*(1e3|1000)/;
    window.requestAnimationFrame = callback => clock.test(callback) ? 0 : frame(callback);
}</script>"""


class StoppedClock:
    """Stops the clock of Gradio's loading sign, which this page never shows.

    Gradio (6.31) does not stop it once the page is there: every open page counted, unseen, sixty times a second, which
    took a twentieth of a processor. The script has to be there before Gradio's own, for which Gradio has no place.

    Args:
        app: that sends the page.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def send_with_script(message: "Message") -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            changed = body.replace(_HEAD, _HEAD + _SCRIPT, 1)
            length = (b"content-length", str(len(changed)).encode())
            headers = [(name, value) for name, value in start["headers"] if name != length[0]]
            await send({**start, "headers": [*headers, length]})
            await send({"type": "http.response.body", "body": changed})

        await self._app(scope, receive, send_with_script)
