"""Conditional requests (RFC 9110): a client that has the present state of a library gets status 304."""

from typing import Annotated

from fastapi import Header
from starlette.responses import Response

from qa.server.served_library import ServedLibrary

IfNoneMatch = Annotated[str, Header(description="the ETag of the reply that the client has")]


class NotModified(Exception):
    """The client has the present state; carries the ETag."""


def tag_reply(response: Response, library: ServedLibrary, if_none_match: str) -> None:
    """Give a reply the ETag of its library's generation.

    Args:
        response: gets the header.
        library: the library that the reply is about.
        if_none_match: the header of the request.

    Raises:
        NotModified: the client has this state already.
    """
    # Read before the content: if the library changes in between, the client asks again once too often.
    tag = f'"{library.service.library.identity}-{library.service.library.generation}"'
    tags = [given.strip().removeprefix("W/") for given in if_none_match.split(",")]
    if tag in tags or "*" in tags:
        raise NotModified(f"W/{tag}")
    response.headers["ETag"] = f"W/{tag}"
    response.headers["Cache-Control"] = "private, no-cache"


def not_modified(error: Exception) -> Response:
    """Return the reply to a client that has the present state."""
    return Response(status_code=304, headers={"ETag": str(error), "Cache-Control": "private, no-cache"})
