"""Prevent the process from opening network connections, whatever a request asks for."""

import sys
from collections.abc import Callable
from typing import Any

_OPENING = ("socket.connect", "socket.sendto", "socket.sendmsg")
_RESOLVING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def refuse_connections() -> None:
    """Make every attempt of this process to open a connection or to resolve a name fail with ``PermissionError``.

    The call cannot be undone: Python keeps an audit hook (PEP 578) until the process ends. Programs that the process
    starts are not affected, and neither is a library in C that opens sockets by itself.
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    check = _CHECKS.get(event)
    if check and check(arguments):
        raise PermissionError(f"no connections are opened: {event}")


def _opens(arguments: tuple[Any, ...]) -> bool:
    """Return whether the arguments of an audit event name a network address and not a local socket file.

    On Windows, addresses of this computer do not count.
    """
    address = arguments[1]
    # On Windows, a pair of connected sockets, which every event loop needs, is made by a connection to itself.
    is_pair = sys.platform == "win32" and isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1")
    return isinstance(address, tuple) and not is_pair


def _resolves(arguments: tuple[Any, ...]) -> bool:
    return arguments[0] is not None


_CHECKS: dict[str, Callable[[tuple[Any, ...]], bool]] = dict.fromkeys(_OPENING, _opens) | dict.fromkeys(
    _RESOLVING, _resolves
)
