"""Refuse the routes of Gradio that the page does not use.

Gradio 6.31 has routes that fetch an address named in the request (``/file=``, ``/proxy=``), write files
(``/deep_link``), edit code (``/vibe-code``) or show statistics of the server (``/monitoring``).
"""

import re
from typing import TYPE_CHECKING

from qa.web.guards.page_path import mounted_path
from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_USED = re.compile(
    r"/|/(?:config|theme\.css|favicon\.ico|robots\.txt|manifest\.json)/?"
    r"|/(?:assets|static|svelte)/.*"
    r"|/gradio_api/(?:info|openapi\.json|app_id|startup-events|theme\.css|queue/(?:join|data|status)|cancel|reset"
    r"|upload|upload_progress|heartbeat/[^/]+)/?"
    r"|/gradio_api/(?:run|api|call|call/v2)/[^/]+(?:/[^/]+)?/?",
    re.DOTALL,
)


class RefuseUnusedRoutes:
    """Middleware that replies to requests for unused routes, and to all WebSockets, with status 404.

    Args:
        app: Gradio's application.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        if scope["type"] == "websocket" or (scope["type"] == "http" and not _USED.fullmatch(mounted_path(scope))):
            await refusal(404, "没有这个地址")(scope, receive, send)
            return
        await self._app(scope, receive, send)
