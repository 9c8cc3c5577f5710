"""The audit log: who changed which documents, pins, users and tokens, as one JSON object per line."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock

_log = logging.getLogger(__name__)
_BYTES = 10_000_000
_KEPT = 9
"""number of earlier files that are kept beside the current one"""


class AuditLog:
    """A file of JSON lines that several processes may write.

    When the file is full, it is renamed to ``NAME.1``, the former ``NAME.1`` to ``NAME.2``, and so on; the former
    ``NAME.9`` is deleted.

    Args:
        path: the file.
        limit: largest size of a file in bytes; a line that would exceed it begins a new file.
    """

    def __init__(self, path: Path, limit: int = _BYTES) -> None:
        self._path = path
        self._limit = limit

    def write(
        self,
        user: str,
        action: str,
        library: str = "",
        address: str = "",
        details: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Append a line; do nothing before the first user is added, because the folder of the accounts is then missing.

        A write error is logged and not raised, because the work must go on.

        Args:
            user: who acted; empty on a server without sign-in.
            action: what was done, such as ``document.add``.
            library: the library's name.
            address: the computer from which it was done.
            details: further values, such as the titles of documents.
        """
        if not self._path.parent.exists():
            return
        record = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "user": user,
            "address": address,
            "action": action,
            "library": library,
            **details,
        }
        line = json.dumps(record, ensure_ascii=False) + "\n"
        try:
            with FileLock(f"{self._path}.lock", timeout=10):
                self._rotate(len(line.encode()))
                self._path.touch(mode=0o600)
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(line)
        except OSError:
            _log.exception("cannot write the audit log; not recorded: %s", line)

    def _rotate(self, coming: int) -> None:
        if not self._path.exists() or self._path.stat().st_size + coming <= self._limit:
            return
        files = [self._path, *(Path(f"{self._path}.{number}") for number in range(1, _KEPT + 1))]
        for newer, older in zip(reversed(files[:-1]), reversed(files[1:]), strict=True):
            if newer.exists():
                newer.replace(older)
