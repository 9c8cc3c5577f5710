"""Close connections that send their requests too slowly (slowloris).

Uvicorn 0.54 limits the time between two requests of a connection, but not the time in which a request arrives.
"""

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from qa.web.guards.refusal import BODY_PROGRESS, BodyProgress, refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER_SECONDS = 10
"""time limit in seconds for the headers of a request"""
_BODY_SECONDS = 20
"""time limit in seconds for a small body"""
_BYTES_A_SECOND = 20_000
"""minimum rate of a large body: each time this number of bytes has arrived, the time limit grows by a second"""


class PromptProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Uvicorn's HTTP protocol, which closes a connection here if the headers of a request do not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_request()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; stop waiting when its headers are complete."""
        super().data_received(data)
        if self._is_busy:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    @property
    def _is_busy(self) -> bool:
        """Whether a request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def _wait_for_request(self) -> None:
        self._deadline = self.loop.call_later(HEADER_SECONDS, self._close_if_idle)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close_if_idle(self) -> None:
        self._deadline = None
        if not self._is_busy:
            self.transport.close()


class ReadInTime:
    """Middleware that replies with status 408 if the body of a request arrives too slowly.

    If the reply of the application has begun by then, it is cut off.

    Args:
        app: the application that gets the other requests.
        seconds: time limit for a small body, in seconds.
        bytes_a_second: minimum rate of a large body: each time this number of bytes has arrived, the time limit grows
            by a second.
    """

    def __init__(self, app: "ASGIApp", seconds: float = _BODY_SECONDS, bytes_a_second: int = _BYTES_A_SECOND) -> None:
        self._app = app
        self._seconds = seconds
        self._rate = bytes_a_second

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; stop the application if the body arrives too slowly."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, arrived, is_answered = asyncio.get_running_loop().time(), 0, False
        progress = scope[BODY_PROGRESS] = BodyProgress()

        async def receive_in_time() -> "Message":
            nonlocal arrived
            if progress.is_complete:
                return await receive()
            try:
                async with asyncio.timeout_at(began + self._seconds + arrived / self._rate):
                    message = await receive()
            except TimeoutError as error:
                raise _TooSlowError from error
            arrived += len(message.get("body", b""))
            progress.is_complete = not message.get("more_body", False)
            return message

        async def send_and_note(message: "Message") -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self._app(scope, receive_in_time, send_and_note)
        except _TooSlowError:
            if not is_answered:
                await refusal(408, "请求来得太慢。请检查网络后再试")(scope, receive, send)


class _TooSlowError(BaseException):
    """Raised when a body arrives too slowly; not an ``Exception``, so that the application does not handle it."""
