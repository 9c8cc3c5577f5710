"""Refuse files on a read-only page.

Gradio 6.31 accepts files at its upload route whether or not the page has a component that takes files, and multipart
bodies at ``component_server`` without a size limit (https://github.com/gradio-app/gradio/issues/13556).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class RefuseUploads:
    """Middleware that refuses uploads and multipart bodies (status 403) without reading them.

    Args:
        app: the application that gets the other requests.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            request = Request(scope)
            content_type = request.headers.get("content-type", "").strip().lower()
            if content_type.startswith("multipart/") or request.url.path.rstrip("/").endswith("/upload"):
                refusal = PlainTextResponse("这里只能提问，不能上传文件", status_code=403)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
