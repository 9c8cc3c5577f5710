"""Stop the timer of Gradio's status tracker on a page that nobody uses.

Gradio 6.31 starts the timer of its loading sign when a page is opened and leaves it running, although this page never
shows it. The timer ran sixty times a second in every open page and took 5 % of a processor. No upstream issue known.
"""

from typing import TYPE_CHECKING

from qa.web.guards.page_path import mounted_path
from qa.web.page_scripts import head_script

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"


class StopIdleTimer:
    """Middleware that puts ``stop_idle_timer.js`` at the beginning of the page's head.

    The script must run before Gradio's own scripts; the ``head`` argument of Gradio comes after them.

    Args:
        app: the application that sends the page.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app
        self._script = head_script("stop_idle_timer").encode()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; add the script to the page."""
        if scope["type"] != "http" or scope["method"] != "GET" or mounted_path(scope) != "/":
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
            changed = body.replace(_HEAD, _HEAD + self._script, 1)
            length = (b"content-length", str(len(changed)).encode())
            headers = [(name, value) for name, value in start["headers"] if name != length[0]]
            await send({**start, "headers": [*headers, length]})
            await send({"type": "http.response.body", "body": changed})

        await self._app(scope, receive, send_with_script)
