"""A page that goes in the middle of something."""

import asyncio
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from qa.web.gone_page import GonePage

STREAM = "/gradio_api/queue/data"


def answer(path: str, cause: Exception) -> list[Message]:
    """Ask an app that has begun to answer when something goes wrong: what still comes."""
    sent = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("response already started") from cause

    async def send(message: Message) -> None:
        sent.append(message)

    unused: Any = None
    asyncio.run(GonePage(app)({"type": "http", "path": path}, unused, send))
    return sent


def test_a_stream_to_a_page_that_is_gone_ends_without_a_word() -> None:
    assert answer(STREAM, HTTPException(404)) == [{"type": "http.response.body", "body": b""}]


@pytest.mark.parametrize(
    ("path", "cause"), [("/other", HTTPException(404)), (STREAM, HTTPException(500)), (STREAM, ValueError())]
)
def test_any_other_error_is_heard_of(path: str, cause: Exception) -> None:
    with pytest.raises(RuntimeError):
        answer(path, cause)
