"""The reply to a refused request."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.responses import Response


def refusal(status: int, text: str, retry_after: int = 0) -> "Response":
    """Return a reply that closes the connection, so that the rest of the request's body is not read.

    Args:
        status: the status code.
        text: what was wrong and what to do.
        retry_after: seconds after which the client may try again; 0 for none.
    """
    from starlette.responses import PlainTextResponse

    headers = {"Connection": "close"} | ({"Retry-After": str(retry_after)} if retry_after else {})
    return PlainTextResponse(text, status_code=status, headers=headers)
