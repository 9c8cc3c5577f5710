"""Few events of one computer may be pending."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from qa.web.guards.pending_events import LimitPendingEvents
from tests.web.guards.replies import accepting

STREAM, JOIN, CALL = "/gradio_api/queue/data", "/gradio_api/queue/join", "/gradio_api/run/ask"


class Streams:
    """A server whose streams stay open until :attr:`may_end`; other requests are answered at once."""

    def __init__(self, limit: int, total: int = 600) -> None:
        self.may_end = asyncio.Event()
        self._guard = LimitPendingEvents(self._reply, limit, total)

    async def _reply(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == STREAM:
            await self.may_end.wait()
        await accepting(scope, receive, send)

    async def status(self, path: str, address: str = "10.0.0.1") -> int:
        """Return the status of a request."""
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": path, "headers": [], "client": (address, 1)}
        await self._guard(scope, receive, send)
        return int(sent[0]["status"])


@pytest.mark.parametrize("path", [JOIN, CALL, "/gradio_api/call/ask"])
def test_events_are_refused_while_too_many_pages_wait(path: str) -> None:
    async def run() -> None:
        streams = Streams(2)
        waiting = [asyncio.create_task(streams.status(STREAM)) for _ in range(2)]
        await asyncio.sleep(0)
        assert await streams.status(path) == 429
        assert await streams.status("/config") == 200
        assert await streams.status(JOIN, "10.0.0.2") == 200
        streams.may_end.set()
        assert await asyncio.gather(*waiting) == [200, 200]
        assert await streams.status(path) == 200
        assert not streams._guard._pending

    asyncio.run(run())


def test_the_more_computers_wait_the_fewer_pages_of_each_and_another_is_let_in() -> None:
    async def run() -> None:
        streams = Streams(10, total=6)
        waiting = [asyncio.create_task(streams.status(STREAM, f"10.0.0.{n}")) for n in range(3) for _ in range(7)]
        await asyncio.sleep(0)
        assert [streams._guard._pending[f"10.0.0.{n}"] for n in range(3)] == [7, 6, 4]
        assert await streams.status(JOIN, "10.0.0.9") == 200
        streams.may_end.set()
        await asyncio.gather(*waiting)

    asyncio.run(run())


def test_a_page_whose_event_was_accepted_gets_its_stream_but_not_without_limit() -> None:
    async def run() -> None:
        streams = Streams(2)
        waiting = [asyncio.create_task(streams.status(STREAM)) for _ in range(4)]
        await asyncio.sleep(0)
        assert await streams.status(STREAM) == 429
        streams.may_end.set()
        assert await asyncio.gather(*waiting) == [200] * 4

    asyncio.run(run())
