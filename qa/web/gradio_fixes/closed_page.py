"""Silence errors from a page that is closed during a request.

A page that is closed or reloaded may ask for the replies to its last event after Gradio 6.31 has dropped the page's
session. Gradio then raises a 404 inside a stream that it has already begun, and the server logs the traceback of
https://github.com/gradio-app/gradio/issues/9169. If the page is closed while Gradio drops the session, Gradio drops the
session a second time, which raises a ``KeyError`` with the session's name.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_STREAM = "/queue/data"
_NOT_FOUND = 404


class SilenceClosedPages:
    """Middleware that ends the stream of replies to a closed page without a traceback.

    Args:
        app: the application that sends the stream.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; catch the error of a stream whose session is missing, so that the stream ends."""
        from starlette.exceptions import HTTPException

        try:
            await self._app(scope, receive, send)
        except RuntimeError as error:
            cause = error.__cause__
            is_missing = isinstance(cause, HTTPException) and cause.status_code == _NOT_FOUND
            if not (is_missing and scope["path"].endswith(_STREAM)):
                raise
            await send({"type": "http.response.body", "body": b""})
        except KeyError as error:
            session = str(error.args[0]) if error.args else ""
            if not (session and scope["path"].endswith(_STREAM) and session in scope["query_string"].decode("latin-1")):
                raise
