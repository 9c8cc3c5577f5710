"""The address of the computer that sent a request."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Scope


def address_of_client(scope: "Scope") -> str:
    """Return the address of the computer that sent a request; empty if it is not known.

    For a request through a trusted proxy, Uvicorn has already replaced the proxy's address by the address in
    ``X-Forwarded-For``.
    """
    client = scope.get("client")
    return str(client[0]) if client else ""
