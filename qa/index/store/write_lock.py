"""The lock that lets one process at a time change a library."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from qa.errors import LibraryLockedError
from qa.messages import Message

_LOCK, _HOLDER = "write.lock", "writer.json"


@contextmanager
def write_lock(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the lock on a library. The operating system releases the lock of a process that is killed.

    Args:
        folder: the library's folder.
        timeout: the time to wait for another process, in seconds.

    Raises:
        LibraryLockedError: another process holds the lock; the message names the process and since when it has held
            the lock, if this is known.
        OSError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=timeout)
    except Timeout as error:
        raise LibraryLockedError(
            Message(
                "另一个程序{holder}正在修改资料库：{folder}。请等它完成后再试，或换一个资料库",
                holder=_holder(folder),
                folder=folder,
            )
        ) from error
    # A separate file, because a process that waits for the lock empties the lock file.
    holder = folder / _HOLDER
    try:
        # On a full disk the file cannot name the process, but removing documents must still be possible.
        with suppress(OSError):
            since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            holder.write_text(json.dumps({"process": os.getpid(), "since": since}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    """Return the process that holds the lock as text for a message; empty if it is unknown."""
    try:
        held = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return Message("（进程 {process}，{since} 起）", process=held["process"], since=held["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
