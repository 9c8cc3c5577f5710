"""Run scripts before Gradio's own.

The ``head`` argument of Gradio 6.31 puts its text after Gradio's scripts. No upstream issue known.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.web.guards.page_path import mounted_path

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"


class AddHeadScripts:
    """Middleware that puts scripts at the beginning of the page's head.

    Args:
        app: the application that sends the page.
        scripts: the scripts as HTML elements.
    """

    def __init__(self, app: "ASGIApp", scripts: Sequence[str]) -> None:
        self._app = app
        self._scripts = "".join(scripts).encode()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; add the scripts to the page."""
        if scope["type"] != "http" or scope["method"] != "GET" or mounted_path(scope) != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def send_with_scripts(message: "Message") -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            changed = body.replace(_HEAD, _HEAD + self._scripts, 1)
            length = (b"content-length", str(len(changed)).encode())
            headers = [(name, value) for name, value in start["headers"] if name != length[0]]
            await send({**start, "headers": [*headers, length]})
            await send({"type": "http.response.body", "body": changed})

        await self._app(scope, receive, send_with_scripts)
