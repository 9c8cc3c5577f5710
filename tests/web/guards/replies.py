"""Send requests to a guard in front of an application that accepts all."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

ACCEPTED = "accepted"


async def accepting(scope: Scope, receive: Receive, send: Send) -> None:
    """Read a request to its end and accept it."""
    await Request(scope, receive).body()
    await PlainTextResponse(ACCEPTED)(scope, receive, send)


def guarded(guard: Callable[..., ASGIApp], *, at: str = "http://127.0.0.1:7860", **options: Any) -> TestClient:
    """Return a client of a guard.

    Args:
        guard: the class of the guard.
        at: the address that the client uses.
        **options: arguments of the guard.
    """
    return TestClient(guard(accepting, **options), base_url=at)
