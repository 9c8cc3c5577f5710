"""A server that takes no files."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class NoFiles:
    """Refuses every request that brings files, before anything of them is read: for a page that may only ask.

    Gradio takes files for whoever sends some, whether or not the page has a place for them.

    Args:
        app: that gets the other requests.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            request = Request(scope)
            kind = request.headers.get("content-type", "").strip().lower()
            if kind.startswith("multipart/") or request.url.path.rstrip("/").endswith("/upload"):
                refused = PlainTextResponse("这里只能提问，不收文件", status_code=403)
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)
