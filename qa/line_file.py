"""A file in a library's folder with one record per line; several threads and processes may change it."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.errors import LibraryError

_PATIENCE = 10
"""the longest wait for another process or thread to release the lock, in seconds"""


class LineFile:
    """A file of lines. Lines are bytes, so that a damaged line can be written back as it was.

    Args:
        path: the file; writing the first line creates it.
        cannot_write: makes the message to users from the error that occurred when the file was written or locked.
        cannot_read: makes the message to users from the error that occurred when the file was read.
    """

    def __init__(
        self, path: Path, cannot_write: Callable[[OSError], str], cannot_read: Callable[[OSError], str]
    ) -> None:
        self.path = path
        self._cannot_write = cannot_write
        self._cannot_read = cannot_read

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the lock that :meth:`append` and :meth:`replace` require.

        Raises:
            LibraryError: another process or thread holds the lock for more than ten seconds, or the file cannot be
                written.
        """
        from filelock import FileLock

        try:
            with FileLock(self.path.with_suffix(".lock"), timeout=_PATIENCE):
                yield
        except OSError as error:
            message = self._cannot_write(error)
            raise LibraryError(message) from error

    def lines(self) -> list[bytes]:
        """Return the lines without their line breaks; some may be empty. A file that does not exist has no lines.

        Raises:
            LibraryError: the file cannot be read.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            message = self._cannot_read(error)
            raise LibraryError(message) from error
        return content.split(b"\n")

    def append(self, line: bytes, longest: int | None = None) -> bool:
        """Append a line, flush it to disk and return True; write nothing and return False if the file has no room.

        Args:
            line: the line without its line break.
            longest: maximum size of the file in bytes; ``None`` for no limit.
        """
        with self.path.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            # A full disk truncated the last line; it must not swallow this one.
            if size and (file.seek(size - 1), file.read(1))[1] != b"\n":
                line = b"\n" + line
            if longest is not None and size + len(line) >= longest:
                return False
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return True

    def replace(self, lines: Iterable[bytes]) -> None:
        """Replace all lines in one step, so that a killed process leaves the old or the new file."""
        unfinished = self.path.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path)


def json_line(record: Mapping[str, Any]) -> bytes:
    """Return a record as JSON on one line, without a line break. A lone surrogate becomes a question mark."""
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")


def record_of(line: bytes) -> Any:
    """Return the value on a line of JSON; each damaged byte becomes a replacement character.

    Raises:
        ValueError: the line is not JSON.
    """
    return json.loads(line.decode("utf-8", "replace"))
