"""The access log: one line per request, as text or JSON. Query strings are left out, because they hold questions."""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from qa.errors import SettingsError
from qa.server.accounts.roles import identity_of
from qa.web.guards.client_address import address_of_client

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FIELDS = ("time", "address", "user", "method", "path", "status", "bytes", "milliseconds")


class LogFormat(StrEnum):
    """The format of the access log (``QA_ACCESS_LOG``)."""

    OFF = "off"
    PLAIN = "plain"
    JSON = "json"

    @classmethod
    def from_environment(cls) -> Self:
        """Return the format in ``QA_ACCESS_LOG``; ``OFF`` if it is not set.

        Raises:
            SettingsError: there is no such format.
        """
        named = os.environ.get("QA_ACCESS_LOG") or cls.OFF.value
        if named not in tuple(cls):
            raise SettingsError(f"环境变量 QA_ACCESS_LOG 是 {named!r}，应是 {'、'.join(cls)} 之一")
        return cls(named)


class LogRequests:
    """Middleware that writes a line for each request when its reply has ended.

    Args:
        app: the application that replies.
        form: the format, not ``OFF``.
        write: writes a line; by default to standard error.
    """

    def __init__(self, app: "ASGIApp", form: LogFormat, write: Callable[[str], Any] | None = None) -> None:
        self._app = app
        self._form = form
        self._write = write or (lambda line: print(line, file=sys.stderr, flush=True))

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on and log it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, size = time.perf_counter(), 500, 0

        async def send_and_note(message: "Message") -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            self._write(self._line(scope, status, size, time.perf_counter() - begun))

    def _line(self, scope: "Scope", status: int, size: int, seconds: float) -> str:
        values = (
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            address_of_client(scope),
            identity_of(scope).name,
            scope["method"],
            scope["path"],
            status,
            size,
            round(seconds * 1000, 1),
        )
        if self._form is LogFormat.JSON:
            return json.dumps(dict(zip(_FIELDS, values, strict=True)), ensure_ascii=False)
        return " ".join(_printable(str(value)) or "-" for value in values)


def _printable(text: str) -> str:
    """Escape spaces and unprintable characters such as line breaks, so that a path cannot forge a line of the log."""
    return "".join(mark if mark.isprintable() and mark != " " else quote(mark) for mark in text)
