"""Create a temporary folder for an unfinished result, beside the final path of the result."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def unfinished_folder(target: Path) -> Iterator[Path]:
    """Yield an empty, hidden folder beside a path, on the same disk; delete it at the end.

    Folders for the same path that killed processes left behind are deleted as well. A folder in use is locked, and the
    operating system releases the lock when its process ends.

    Args:
        target: the final path of the result; its parent folder must exist.

    Raises:
        OSError: the folder cannot be made.
    """
    prefix = f".{target.name}.unfinished-"
    for left in sorted(target.parent.iterdir()):
        if left.name.startswith(prefix) and (lock := _locked(left)) is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
    lock = None
    while lock is None:
        # Until the new folder is locked, another process may delete it as one that was left behind.
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
        lock = _locked(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Lock a folder and return the descriptor that holds the lock; ``None`` if it is in use or gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The process that held the lock before may have deleted the folder.
        if folder.exists():
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None
