"""Whether a file has changed, and its content at one moment."""

import time
from pathlib import Path

from qa.errors import ReadingError
from qa.index.store import FileState
from qa.reading import read_bytes, split_member

_READING_TRIES = 3
_SETTLED_NANOSECONDS = 2_000_000_000
"""file systems record times in steps of up to two seconds (FAT), so a younger file may change and look the same"""


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
        before, now = file_state(file), time.time_ns()
        content = read_bytes(file, limit)
        after = file_state(file)
        whole = bool(split_member(file)[1]) or (before is not None and len(content) == before.size)
        if before is not None and before == after and whole:
            youngest = max(before.modified, before.changed)
            return content, before if now - youngest > _SETTLED_NANOSECONDS else None
    raise ReadingError(f"文件正在被别的程序修改：{file}。请等它写完后再添加")
