"""The files that documents come from, as they were when they were stored."""

import os
from dataclasses import dataclass

from qa.reading import is_archive

IN_FILE = "(path = ? OR (path > ? AND path < ?))"
"""SQL condition for the sources whose path is that of a file or lies inside the file; :func:`in_file` returns the
values of its question marks"""
_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file's size in bytes and its times in nanoseconds, which reveal a change without reading the file."""

    size: int
    modified: int
    changed: int
    """the change time (ctime), which a program cannot set back; on Windows, the time of creation"""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file when it was stored; ``state`` is ``None`` if only a comparison of the content can reveal a change."""

    content_hash: str
    state: FileState | None


def in_file(stored_path: str) -> tuple[str, str, str]:
    """Return the values of ``IN_FILE`` for a file: its path, and the bounds of the paths of documents inside it.

    For an archive or a mail the bounds include nothing, because the paths below it belong to files of their own.
    """
    if is_archive(stored_path):
        return (stored_path,) * 3
    # The paths of uploads are stored with slashes on every system.
    below = f"{stored_path}{os.sep if os.sep in stored_path else '/'}"
    return stored_path, below, f"{below}{_LAST_CHARACTER}"
