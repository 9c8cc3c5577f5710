"""The rights of clients in the libraries."""

from typing import Protocol

from starlette.requests import HTTPConnection

from qa.server.accounts.roles import Operation, identity_of

__all__ = ["CHANGES", "Operation", "Rights", "RightsOfAll", "RightsOfUsers"]


CHANGES = (Operation.ADD, Operation.REMOVE, Operation.PIN, Operation.EVALUATE)
"""the operations that a read-only server refuses; evaluation is among them because it occupies the model for minutes"""


class Rights(Protocol):
    """The interface that decides which requests a server answers."""

    def allows(self, connection: HTTPConnection, library: str, operation: Operation) -> bool:
        """Return whether a request may perform an operation on a library.

        Args:
            connection: the request.
            library: the name of the library.
            operation: the operation that the request performs.
        """

    def who(self, connection: HTTPConnection) -> str:
        """Return the name of the user who sent a request; empty without sign-in.

        A job is shown only to the user who started it, and the questions of different users take turns.
        """


class RightsOfAll:
    """The same rights for every client, as over standard input and output (``qa mcp``), which has no users.

    Args:
        read_only: whether :data:`CHANGES` are forbidden.
        stores_feedback: whether feedback is stored.
    """

    def __init__(self, read_only: bool, stores_feedback: bool) -> None:
        self._forbidden = {*(CHANGES if read_only else ()), *(() if stores_feedback else (Operation.GIVE_FEEDBACK,))}

    def allows(self, connection: HTTPConnection, library: str, operation: Operation) -> bool:
        """Return whether every client may perform an operation."""
        return operation not in self._forbidden

    def who(self, connection: HTTPConnection) -> str:
        """Return an empty name, because users are unknown."""
        return ""


class RightsOfUsers:
    """The rights of the identity that the sign-in recorded in a request (:func:`identity_of`).

    On a server without sign-in, this is the identity of :func:`qa.server.accounts.roles.open_identity`.

    Args:
        stores_feedback: whether feedback is stored.
    """

    def __init__(self, stores_feedback: bool) -> None:
        self._stores_feedback = stores_feedback

    def allows(self, connection: HTTPConnection, library: str, operation: Operation) -> bool:
        """Return whether the sender's role in the library includes the operation."""
        if operation is Operation.GIVE_FEEDBACK and not self._stores_feedback:
            return False
        return identity_of(connection.scope).may(operation, library)

    def who(self, connection: HTTPConnection) -> str:
        """Return the name of the user; empty without sign-in."""
        return identity_of(connection.scope).name
