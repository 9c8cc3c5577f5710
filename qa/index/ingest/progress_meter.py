"""Count the work of an addition and report its progress."""

import time
from collections.abc import Callable
from pathlib import Path

from qa.index.ingest.add_progress import AddProgress
from qa.index.ingest.file_outcomes import FileOutcomes


class ProgressMeter:
    """Count the work of one addition and report it. The clock starts when the meter is made.

    Args:
        on_progress: receives each report.
        outcomes: the outcomes of the addition; each report carries the new ones.
        files_total: the number of files found.
        bytes_total: the size of the files that may have changed, in bytes.
    """

    def __init__(
        self,
        on_progress: Callable[[AddProgress], None],
        outcomes: FileOutcomes,
        files_total: int = 0,
        bytes_total: int = 0,
    ) -> None:
        self._on_progress = on_progress
        self._outcomes = outcomes
        self._files_total = files_total
        self._bytes_total = bytes_total
        self._bytes_read = 0
        self._passages_done = 0
        self._passages_total = 0
        self._file = ""
        self._pages = 0, 0
        self._started = time.perf_counter()

    def file_started(self, file: Path) -> None:
        """Report that a file is about to be read."""
        self._file = str(file)
        self._pages = 0, 0
        self.report()

    def page_recognised(self, done: int, total: int) -> None:
        """Report that a page of the file was recognised."""
        self._pages = done, total
        self.report()

    def file_read(self, size: int) -> None:
        """Count the bytes of a file that was read."""
        self._bytes_read += size

    def passages_cut(self, count: int) -> None:
        """Count passages that are to be embedded and stored."""
        self._passages_total += count

    def passages_embedded(self, count: int) -> None:
        """Count passages whose vectors are stored."""
        self._passages_done += count

    def report(self) -> None:
        """Report the progress so far, with the outcomes that became known since the last report."""
        self._on_progress(
            AddProgress(
                files_done=self._outcomes.files_done,
                files_total=self._files_total,
                passages_done=self._passages_done,
                passages_total=self._passages_total,
                bytes_read=self._bytes_read,
                bytes_total=self._bytes_total,
                seconds=time.perf_counter() - self._started,
                file=self._file,
                pages_done=self._pages[0],
                pages_total=self._pages[1],
                outcomes=self._outcomes.take_unreported(),
            )
        )
