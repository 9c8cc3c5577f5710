"""A page that goes in the middle of something, of which nobody need hear."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_STREAM = "/queue/data"
_NOT_FOUND = 404


class GonePage:
    """Ends the stream of replies to a page that is gone without the traceback that Gradio (6.31) writes.

    A page that is closed or loaded anew may ask for the replies to its last event when its others are thrown away
    already. Gradio finds nothing to send once it has begun to answer, when it is too late to say so.

    Args:
        app: that sends the stream.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        from starlette.exceptions import HTTPException

        try:
            await self._app(scope, receive, send)
        except RuntimeError as error:
            found = error.__cause__
            gone = isinstance(found, HTTPException) and found.status_code == _NOT_FOUND
            if not (gone and scope["path"].endswith(_STREAM)):
                raise
            await send({"type": "http.response.body", "body": b""})
