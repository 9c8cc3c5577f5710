"""The reply to a refused request."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_API = "/api/"
PROBLEM_TYPE = "application/problem+json"
_READ_BYTES, _READ_SECONDS = 1 << 16, 0.5
"""The first is the number of bytes after which no more of the body of a refused request is read. The second is the
maximum time for reading them, in seconds."""
BODY_PROGRESS = "qa.body_progress"
"""the key in the scope of a request under which a guard records that the body has arrived"""


@dataclass(slots=True)
class BodyProgress:
    """Whether the whole body of a request has been read.

    The object is stored in the ASGI scope of the request under :data:`BODY_PROGRESS`; copies of the scope share it.
    """

    is_complete: bool = False


def refusal(status: int, text: str, retry_after: int = 0, challenge: str = "") -> "ASGIApp":
    """Return a reply that closes the connection, so that the rest of a long body is not read.

    A short body is read first: if a connection is closed with data that nobody has read, the client may get an error
    instead of the reply.

    The reply is plain text, or problem details (RFC 9457) for the HTTP API.

    Args:
        status: the status code.
        text: the message: what went wrong and what to do.
        retry_after: seconds after which the client may try again; 0 for none.
        challenge: value of the header ``WWW-Authenticate``; empty for none.
    """
    from starlette.responses import JSONResponse, PlainTextResponse, Response

    headers = {"Connection": "close"}
    if retry_after:
        headers["Retry-After"] = str(retry_after)
    if challenge:
        headers["WWW-Authenticate"] = challenge

    async def reply(scope: "Scope", receive: "Receive", send: "Send") -> None:
        progress: BodyProgress = scope.get(BODY_PROGRESS, BodyProgress())
        # After the body, the next message comes when the client goes.
        if not progress.is_complete:
            with suppress(TimeoutError):
                await asyncio.wait_for(_read_beginning(receive), _READ_SECONDS)
        response: Response = PlainTextResponse(text, status_code=status, headers=headers)
        if scope["path"].startswith(_API):
            record = problem_record(status, text)
            response = JSONResponse(record, status_code=status, headers=headers, media_type=PROBLEM_TYPE)
        await response(scope, receive, send)

    return reply


async def _read_beginning(receive: "Receive") -> None:
    """Read a request's body up to its end or to ``_READ_BYTES``."""
    size = 0
    while size < _READ_BYTES:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def problem_record(status: int, detail: str) -> dict[str, Any]:
    """Return problem details as a JSON record (RFC 9457).

    Args:
        status: the status code of the reply.
        detail: the message: what went wrong and what to do.
    """
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
