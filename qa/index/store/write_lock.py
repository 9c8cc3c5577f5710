"""One writer at a time."""

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
    """The right to change the library in ``folder``, while this lasts. The system takes it back from a killed process.

    Args:
        folder: of the library.
        timeout: how many seconds to wait for another process.

    Raises:
        LibraryLockedError: another process has it; the text says which and since when.
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
    # Beside the lock and not in it: who waits for a lock opens its file and empties it.
    holder = folder / _HOLDER
    try:
        # Where the disk is full this says nothing, and something may be removed all the same.
        with suppress(OSError):
            since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            holder.write_text(json.dumps({"process": os.getpid(), "since": since}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    """Which process has the lock, as far as is known."""
    try:
        held = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return Message("（进程 {process}，{since} 起）", process=held["process"], since=held["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
