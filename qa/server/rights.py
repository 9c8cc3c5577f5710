"""Who may do what with a library."""

from enum import StrEnum
from typing import Protocol

from starlette.requests import HTTPConnection


class Operation(StrEnum):
    """What a request does with a library."""

    READ = "read"
    """ask, and read documents"""
    GIVE_FEEDBACK = "give_feedback"
    ADD = "add"
    REMOVE = "remove"
    EVALUATE = "evaluate"


CHANGES = (Operation.ADD, Operation.REMOVE, Operation.EVALUATE)
"""the operations that a read-only server refuses; an evaluation occupies the model for minutes"""


class Rights(Protocol):
    """Decides which requests a server answers."""

    def allows(self, connection: HTTPConnection, library: str, operation: Operation) -> bool:
        """Return whether a request may do something with a library.

        Args:
            connection: the request.
            library: the name of the library.
            operation: what the request does.
        """

    def who(self, connection: HTTPConnection) -> str:
        """Return the name of the user who sent a request; empty without sign-in.

        Jobs are shown to their own user, and questions of different users take turns.
        """


class RightsOfAll:
    """The rights without sign-in: everybody may do everything, or only ask.

    Args:
        read_only: whether everybody may only ask.
        stores_feedback: whether feedback is stored.
    """

    def __init__(self, read_only: bool, stores_feedback: bool) -> None:
        self._forbidden = {*(CHANGES if read_only else ()), *(() if stores_feedback else (Operation.GIVE_FEEDBACK,))}

    def allows(self, connection: HTTPConnection, library: str, operation: Operation) -> bool:
        """Return whether the operation is open to all."""
        return operation not in self._forbidden

    def who(self, connection: HTTPConnection) -> str:
        """Return no name."""
        return ""
