"""Limit how many events of one computer are pending.

Gradio's own queue answers in the order of arrival and spends time on each event, even on one that is refused later. A
page reads the replies to its events from a stream, which is open while an event is pending.
"""

from collections import Counter
from typing import TYPE_CHECKING

from qa.web.guards.client_address import address_of_client
from qa.web.guards.page_path import page_path
from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PAGES_WAITING = 600
"""number of pages of all computers that may wait for replies"""
_STREAM = "/gradio_api/queue/data"
_AT_LEAST = 2
_STREAMS = 2
"""how many streams a computer may have open for each event that it may have pending"""
_LIMITED = (_STREAM, "/gradio_api/queue/join", "/gradio_api/run/", "/gradio_api/api/", "/gradio_api/call/")


class LimitPendingEvents:
    """Middleware that refuses events of a computer (status 429) while too many of its pages wait for replies.

    Args:
        app: the application that gets the other requests.
        limit: maximum number, per computer, of pages that wait for replies plus direct calls that run.
        total: the number that all computers share; if many computers wait, each may have an equal part of it, but at
            least two. Gradio's queue then always has room for the event of another computer.
    """

    def __init__(self, app: "ASGIApp", limit: int = 250, total: int = PAGES_WAITING) -> None:
        self._app = app
        self._limit = limit
        self._total = total
        self._pending: Counter[str] = Counter()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        if scope["type"] != "http" or not page_path(scope).startswith(_LIMITED):
            await self._app(scope, receive, send)
            return
        address = address_of_client(scope)
        share = self._total // max(len(self._pending), 1)
        allowed = min(self._limit, max(share, _AT_LEAST))
        # A page whose event was accepted gets its stream: without it, the work would be done for nobody.
        if self._pending[address] >= (_STREAMS * allowed if page_path(scope).startswith(_STREAM) else allowed):
            busy = "现在提问的人很多。请过几秒再问一次"
            await refusal(429, busy, retry_after=5)(scope, receive, send)
            return
        self._pending[address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._pending[address] -= 1
            if not self._pending[address]:
                del self._pending[address]
