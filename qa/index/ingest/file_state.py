"""Detect whether a file has changed, and read its content as of one moment."""

import time
from pathlib import Path

from qa.errors import ReadingError
from qa.index.store import FileState
from qa.messages import Message
from qa.reading import path_on_disk, read_bytes, split_member

_READING_TRIES = 3
_SETTLED_NANOSECONDS = 2_000_000_000
"""age from which the times of a file reveal every later change; file systems record them in steps of up to 2 s (FAT)"""
_QUIET_NANOSECONDS = 250_000_000
"""time without a change before a file is read, because a program may have written only half of it"""


def file_state(file: Path) -> FileState | None:
    """Return the size and times of a file, or of the archive that contains it; ``None`` if it cannot be examined."""
    try:
        status = path_on_disk(split_member(file)[0]).stat()
    except OSError:
        return None
    return FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def read_settled(file: Path, limit: int) -> tuple[bytes, FileState | None]:
    """Return a file's content as of one moment, with its state at that moment.

    The state is ``None`` if the file was changed so recently that a further change might leave the same times.

    Args:
        file: a file, or a member of an archive.
        limit: the number of bytes that the file may have.

    Raises:
        ReadingError: the file cannot be read, is larger than ``limit``, or keeps changing.
    """
    for _ in range(_READING_TRIES):
        before = _quiet_state(file)
        now = time.time_ns()
        content = read_bytes(file, limit)
        after = file_state(file)
        whole = bool(split_member(file)[1]) or (before is not None and len(content) == before.size)
        if before is not None and before == after and whole:
            return content, before if now - _last_change(before) > _SETTLED_NANOSECONDS else None
    raise ReadingError(Message("文件正在被别的程序修改：{file}。请等它写完后再添加", file=file))


def _quiet_state(file: Path) -> FileState | None:
    """Wait if a file has just changed, and return its state before the wait; ``None`` if it cannot be examined."""
    state = file_state(file)
    if state is None:
        return None
    wait = _QUIET_NANOSECONDS - (time.time_ns() - _last_change(state))
    if 0 < wait <= _QUIET_NANOSECONDS:
        time.sleep(wait / 1e9)
    return state


def _last_change(state: FileState) -> int:
    return max(state.modified, state.changed)
