"""Whether a file has changed, and its content at one moment."""

import time
from pathlib import Path

from qa.errors import ReadingError
from qa.index.store import FileState
from qa.messages import Message
from qa.reading import read_bytes, split_member

_READING_TRIES = 3
_SETTLED_NANOSECONDS = 2_000_000_000
"""file systems record times in steps of up to two seconds (FAT), so a younger file may change and look the same"""
_QUIET_NANOSECONDS = 250_000_000
"""for so long nobody may have written to a file that is read: one who pauses in it leaves half of the old content"""


def file_state(file: Path) -> FileState | None:
    """What tells without reading whether a file, or the zip that it is in, has changed; ``None`` if it is not there."""
    try:
        found = split_member(file)[0].stat()
    except OSError:
        return None
    return FileState(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def read_settled(file: Path, limit: int) -> tuple[bytes, FileState | None]:
    """A file's content at one moment, and its state then; no state if the file is too young for it to mean much.

    Raises:
        ReadingError: it cannot be read, or changes all the while.
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
    """The state of a file after waiting until it has been quiet, if it is so then."""
    state = file_state(file)
    if state is None:
        return None
    left = _QUIET_NANOSECONDS - (time.time_ns() - _last_change(state))
    if 0 < left <= _QUIET_NANOSECONDS:
        time.sleep(left / 1e9)
    return state


def _last_change(state: FileState) -> int:
    return max(state.modified, state.changed)
