"""Limit how many requests of one computer are open at the same time.

Uvicorn refuses everybody (status 503) once a server has too many connections. Some replies stay open for as long as the
client likes: the heartbeat of a page, the events of a job, the stream of MCP.
"""

from collections import Counter
from typing import TYPE_CHECKING

from qa.web.guards.client_address import address_of_client
from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_AT_LEAST = 50


class LimitOpenRequests:
    """Middleware that refuses the requests of a computer (status 429) while too many of them are open.

    Args:
        app: the application that gets the other requests.
        total: the number of open requests that all computers share; each may have an equal part of it, but at least 50.
            One part is kept free for a further computer. The number is lower than Uvicorn's limit of connections.
    """

    def __init__(self, app: "ASGIApp", total: int = 3000) -> None:
        self._app = app
        self._total = total
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        address = address_of_client(scope)
        others = len(self._open.keys() - {address})
        # Room for one more computer, which may come at any time.
        if self._open[address] >= max(self._total // (others + 2), _AT_LEAST):
            await refusal(429, "从这台电脑打开的连接太多。请关掉几个网页再试", retry_after=5)(scope, receive, send)
            return
        self._open[address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
