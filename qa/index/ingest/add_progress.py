"""How far an addition has come, and how long it will still take."""

import time
from dataclasses import dataclass
from typing import Self

from qa.types import FileOutcome


@dataclass(frozen=True, slots=True)
class AddProgress:
    """How far an addition has come; ``passages_total`` counts the passages of the files read so far."""

    files_done: int
    files_total: int
    passages_done: int
    passages_total: int
    bytes_read: int = 0
    """of the files that are not known to be unchanged"""
    bytes_total: int = 0
    seconds: float = 0.0
    """since the first of these files"""
    file: str = ""
    """the path of the file that is read, or was read last"""
    outcomes: tuple[FileOutcome, ...] = ()
    """of the files of which it is known since the last time"""
    mending: bool = False
    """whether no files are added, but an index or vectors of what the library holds are made anew"""

    @classmethod
    def of_mending(cls, done: int, total: int, began: float) -> Self:
        """How far something is that is made anew.

        Args:
            done: for how many passages.
            total: of how many.
            began: when, by ``time.perf_counter``.
        """
        return cls(0, 0, done, total, seconds=time.perf_counter() - began, mending=True)

    @property
    def done(self) -> float:
        """The share of the work that is done, 0 to 1: files not read yet are taken to hold as much for their size."""
        embedded = self.passages_done / self.passages_total if self.passages_total else 1.0
        if self.mending:
            return embedded
        if not self.bytes_total:
            return 1.0
        return min(1.0, self.bytes_read / self.bytes_total * embedded)

    @property
    def passages_per_second(self) -> float | None:
        """How fast passages are done, or ``None`` before the first is."""
        return self.passages_done / self.seconds if self.passages_done and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the rate so far, or ``None`` while that is not known."""
        return self.seconds * (1 / self.done - 1) if self.done and self.passages_done else None
