"""Few requests of one computer may be open."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send

from qa.web.guards.open_requests import LimitOpenRequests
from tests.web.guards.replies import accepting


async def _status(guard: LimitOpenRequests, address: str) -> int:
    """Return the status of a request."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/mcp", "headers": [], "client": (address, 1)}
    await guard(scope, receive, send)
    return int(sent[0]["status"])


def test_a_computer_that_holds_requests_open_leaves_room_for_others() -> None:
    async def run() -> None:
        may_end = asyncio.Event()

        async def held(scope: Scope, receive: Receive, send: Send) -> None:
            await may_end.wait()
            await accepting(scope, receive, send)

        guard = LimitOpenRequests(held, total=200)
        greedy = [asyncio.create_task(_status(guard, "10.0.0.1")) for _ in range(150)]
        other = [asyncio.create_task(_status(guard, "10.0.0.2")) for _ in range(60)]
        await asyncio.sleep(0)
        may_end.set()
        statuses = await asyncio.gather(*greedy)
        assert (statuses.count(200), statuses.count(429)) == (100, 50)
        assert set(await asyncio.gather(*other)) == {200}
        assert await _status(guard, "10.0.0.1") == 200
        assert not guard._open

    asyncio.run(run())
