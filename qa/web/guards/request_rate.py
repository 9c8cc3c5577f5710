"""Limit how often one computer sends requests."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from qa.web.guards.client_address import address_of_client
from qa.web.guards.page_path import page_path
from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FILES = ("/assets/", "/static/", "/svelte/")
"""paths of the page's own files, which cost no token because a page loads a hundred of them"""
_REMEMBERED = 10_000


class TokenBuckets:
    """A token bucket for each recent sender. A bucket is full after a pause; each request takes a token from it.

    Args:
        per_second: number of requests per second in the long run.
        burst: number of requests at once after a pause.
        now: returns the present time in seconds.
    """

    def __init__(self, per_second: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._burst = burst
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """maps each sender to the tokens left and the time of the latest request"""

    def take(self, sender: str, scope: "Scope") -> bool:
        """Take a token from the bucket of a sender; return False if the bucket was empty.

        A request for the page's own files, or of another protocol than HTTP, takes no token and gets True.
        """
        if scope["type"] != "http" or page_path(scope).startswith(_FILES):
            return True
        now = self._now()
        left, before = self._buckets.pop(sender, (float(self._burst), now))
        left = min(self._burst, left + (now - before) * self._per_second)
        taken = left >= 1
        self._buckets[sender] = (left - 1 if taken else left, now)
        while len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return taken


class LimitRate:
    """Middleware that refuses a computer's requests above a rate with status 429 (token bucket).

    Args:
        app: the application that gets the other requests.
        per_second: number of requests per second in the long run.
        burst: number of requests at once after a pause.
        now: returns the present time in seconds.
    """

    def __init__(
        self,
        app: "ASGIApp",
        per_second: float = 100,
        burst: int = 1000,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._buckets = TokenBuckets(per_second, burst, now)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        if not self._buckets.take(address_of_client(scope), scope):
            await refusal(429, "请求太多。请过几秒再试", retry_after=5)(scope, receive, send)
            return
        await self._app(scope, receive, send)
