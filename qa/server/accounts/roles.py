"""Roles, and the operations that each role allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Scope

ALL_LIBRARIES = "*"
"""stands in a role or a token in place of a library's name, and means all libraries"""


class Role(IntEnum):
    """The role of a user in a library; a higher role includes the lower ones."""

    NONE = 0
    READER = 1
    EDITOR = 2
    ADMINISTRATOR = 3

    @classmethod
    def named(cls, name: str) -> "Role":
        """Return the role with a name in lower case.

        Raises:
            KeyError: there is no such role.
        """
        return cls[name.upper()]


class Operation(StrEnum):
    """An operation on a library."""

    READ = "read"
    """ask, retrieve, list and read documents and their originals"""
    GIVE_FEEDBACK = "give_feedback"
    """judge an answer"""
    ADD = "add"
    """add, replace and correct documents"""
    REMOVE = "remove"
    """remove and restore documents"""
    PIN = "pin"
    """read open questions, and choose answers to questions"""
    EVALUATE = "evaluate"
    """run evaluations and read their reports"""
    MONITOR = "monitor"
    """read the metrics of the whole server"""


REQUIRED_ROLE: Mapping[Operation, Role] = {
    Operation.READ: Role.READER,
    Operation.GIVE_FEEDBACK: Role.READER,
    Operation.ADD: Role.EDITOR,
    Operation.REMOVE: Role.EDITOR,
    Operation.PIN: Role.EDITOR,
    Operation.EVALUATE: Role.EDITOR,
    Operation.MONITOR: Role.ADMINISTRATOR,
}
"""the lowest role that an operation needs"""


@dataclass(frozen=True, slots=True)
class Identity:
    """The sender of a request, with its rights."""

    name: str
    """the user's name; empty on a server without sign-in"""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """roles by library; the entry ``*`` applies to every library"""
    limit: Role = Role.ADMINISTRATOR
    """the highest role that the token or the read-only server permits"""
    library: str = ALL_LIBRARIES
    """name of the only library that the token opens; ``*`` for all"""

    def role(self, library: str) -> Role:
        """Return the role in a library; for ``*``, the role that is valid in all libraries."""
        if self.library not in (ALL_LIBRARIES, library):
            return Role.NONE
        granted = max(self.roles.get(ALL_LIBRARIES, Role.NONE), self.roles.get(library, Role.NONE))
        return min(granted, self.limit)

    def may(self, operation: Operation, library: str) -> bool:
        """Return whether an operation on a library is allowed; ``*`` stands for the whole server."""
        return self.role(library) >= REQUIRED_ROLE[operation]


def open_identity(read_only: bool) -> Identity:
    """Return the identity of every client on a server without sign-in: administrator, or reader if it is read-only."""
    return Identity("", {ALL_LIBRARIES: Role.READER if read_only else Role.ADMINISTRATOR})


def identity_of(scope: "Scope") -> Identity:
    """Return the sender of a request; an identity without rights if the request did not pass the sign-in."""
    identity = scope.get("state", {}).get("identity")
    return identity if isinstance(identity, Identity) else Identity("")


def set_identity(scope: "Scope", identity: Identity) -> None:
    """Record the sender in a request."""
    scope.setdefault("state", {})["identity"] = identity
