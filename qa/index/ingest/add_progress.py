"""The progress of an addition or a rebuild: the share of work done and the time left."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from qa.types import FileOutcome


@dataclass(frozen=True, slots=True)
class AddProgress:
    """The progress of adding files, or of rebuilding an index or the vectors."""

    files_done: int
    files_total: int
    passages_done: int
    passages_total: int
    """number of passages of the files read so far; in a rebuild, the number of all passages to rebuild"""
    bytes_read: int = 0
    """number of bytes read of the files that may have changed"""
    bytes_total: int = 0
    """size of the files that may have changed, in bytes"""
    seconds: float = 0.0
    """seconds since the addition began to read files, or since the rebuild began"""
    file: str = ""
    """path of the file that is being read or was read last"""
    pages_done: int = 0
    pages_total: int = 0
    """``pages_done`` and ``pages_total``: number of pages of ``file`` that text recognition has read, and number of
    pages that it must read in all; both 0 for a file with text"""
    outcomes: tuple[FileOutcome, ...] = ()
    """outcomes of files since the last report"""
    rebuilding: bool = False
    """True while an index or the vectors of stored documents are rebuilt; no files are added then"""

    @property
    def done(self) -> float:
        """Return the share of the work that is done, from 0 to 1.

        A file that has not been read yet is assumed to hold as many passages per byte as the files before it.
        """
        embedded = self.passages_done / self.passages_total if self.passages_total else 1.0
        if self.rebuilding:
            return embedded
        if not self.bytes_total:
            return 1.0
        return min(1.0, self.bytes_read / self.bytes_total * embedded)

    @property
    def passages_per_second(self) -> float | None:
        """Return the rate so far, or ``None`` before the first passage is done."""
        return self.passages_done / self.seconds if self.passages_done and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """Return the remaining seconds at the rate so far, or ``None`` before the first passage is done."""
        return self.seconds * (1 / self.done - 1) if self.done and self.passages_done else None


def rebuild_progress(on_progress: Callable[[AddProgress], None]) -> Callable[[int, int], None]:
    """Start the clock of a rebuild and return a callback that reports its progress.

    Args:
        on_progress: receives each report.

    Returns:
        A callback that takes the number of passages done and the number of passages in total.
    """
    started = time.perf_counter()

    def report(done: int, total: int) -> None:
        on_progress(AddProgress(0, 0, done, total, seconds=time.perf_counter() - started, rebuilding=True))

    return report
