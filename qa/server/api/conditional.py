"""Conditional requests (RFC 9110): a client that already has the current state of a library gets status 304."""

from typing import Annotated

from fastapi import Header
from starlette.responses import Response

from qa.server.served_library import ServedLibrary

IfNoneMatch = Annotated[str, Header(description="the ETag of the reply that the client has")]


class NotModified(Exception):
    """Raised when the client already has the current state; holds the ETag."""


def tag_reply(response: Response, library: ServedLibrary, if_none_match: str) -> None:
    """Set the ETag of a reply to the identity and the generation of its library, and ``Cache-Control``.

    Args:
        response: the reply whose header is set.
        library: the library that the reply is about.
        if_none_match: the value of the request's header.

    Raises:
        NotModified: the client already has this state, or sent ``*``.
    """
    # Read before the content: if the library changes in between, the client asks again once too often.
    tag = f'"{library.service.library.identity}-{library.service.library.generation}"'
    tags = [given.strip().removeprefix("W/") for given in if_none_match.split(",")]
    if tag in tags or "*" in tags:
        raise NotModified(f"W/{tag}")
    response.headers["ETag"] = f"W/{tag}"
    response.headers["Cache-Control"] = "private, no-cache"


def not_modified(error: Exception) -> Response:
    """Return the reply to a client that already has the current state: status 304."""
    return Response(status_code=304, headers={"ETag": str(error), "Cache-Control": "private, no-cache"})
