"""A connection that sends its request too slowly is closed."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from qa.web.guards import slow_requests
from qa.web.guards.refusal import refusal
from qa.web.guards.slow_requests import PromptProtocol, ReadInTime
from tests.web.guards.replies import ACCEPTED, accepting

HEAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n"
SECONDS = 0.4
LATE = 5
"""far less than the time to send a slow request, on a busy machine too"""


@pytest.fixture(autouse=True)
def short_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for headers for less than half a second."""
    monkeypatch.setattr(slow_requests, "HEADER_SECONDS", SECONDS)


@asynccontextmanager
async def served() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Serve an application that reads requests in time; yield a connection to it."""
    guard = ReadInTime(accepting, seconds=SECONDS, bytes_a_second=1000)
    config = uvicorn.Config(guard, port=0, http=PromptProtocol, ws="none", lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        server.should_exit = True
        await running


async def _read(reader: asyncio.StreamReader) -> bytes:
    """Return what the server sends until it closes the connection, which may be a reset while we still send."""
    reply = b""
    with suppress(ConnectionResetError):
        while part := await reader.read(1000):
            reply += part
    return reply


async def _send(parts: list[bytes], pause: float) -> tuple[bytes, float]:
    """Send parts with pauses; return the reply and the seconds until the connection was closed."""
    async with served() as (reader, writer):
        began = time.monotonic()
        reading = asyncio.create_task(_read(reader))
        for part in parts:
            writer.write(part)
            await asyncio.wait([reading], timeout=pause)
            if reading.done():
                break
        return await asyncio.wait_for(reading, 10), time.monotonic() - began


@pytest.mark.parametrize("parts", [[], [b"G"], [b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 200]])
def test_headers_that_come_slowly_or_never_end_the_connection(parts: list[bytes]) -> None:
    reply, seconds = asyncio.run(_send(parts, 0.05))
    assert reply == b""
    assert seconds < LATE


def test_a_second_request_of_a_connection_has_the_same_limit() -> None:
    request = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    reply, seconds = asyncio.run(_send([request, *[b"G", *[b"x"] * 200]], 0.05))
    assert ACCEPTED.encode() in reply
    assert seconds < LATE


def test_a_body_that_comes_slowly_is_refused() -> None:
    reply, seconds = asyncio.run(_send([HEAD % 100, *[b"x"] * 200], 0.05))
    assert b" 408 " in reply
    assert seconds < LATE


def test_a_large_body_has_more_time() -> None:
    parts = [HEAD % 1000, *[bytes(100)] * 10]
    reply, seconds = asyncio.run(_send([*parts[:-1], parts[-1] + b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"], 0.07))
    assert ACCEPTED.encode() in reply
    assert seconds > SECONDS


def test_a_refusal_after_the_body_was_read_does_not_wait_for_more() -> None:
    arriving: Iterator[Message] = iter([{"type": "http.request", "body": b"x", "more_body": False}])
    sent: list[Message] = []

    async def receive() -> Message:
        return next(arriving)

    async def send(message: Message) -> None:
        sent.append(message)

    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        await refusal(403, "no")(scope, receive, send)

    asyncio.run(ReadInTime(reading)({"type": "http", "method": "POST", "path": "/", "headers": []}, receive, send))
    assert sent[0]["status"] == 403
