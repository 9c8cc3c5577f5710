"""A job: work that continues after the reply to the request that started it."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4


class JobKind(StrEnum):
    """The kind of work of a job."""

    ADD = "add"
    EVALUATE = "evaluate"


class JobState(StrEnum):
    """The state of a job."""

    WAITING = "waiting"
    """an earlier job of the same kind in the same library has not ended"""
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    """stopped on request; the results so far stay"""
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether the job has ended."""
        return self in (JobState.DONE, JobState.CANCELLED, JobState.FAILED)


@dataclass(slots=True, eq=False)
class Job:
    """A job. Only the job's own thread changes it; other threads read it and may cancel it."""

    kind: JobKind
    work: Callable[["Job"], dict[str, Any]]
    """does the work, reports progress to the job and returns the result"""
    user: str = ""
    """name of the user who started it and may follow it; empty on a server without sign-in"""
    folder: Path | None = None
    """the uploaded files, which are deleted when the job ends or is cancelled before it begins"""
    id: str = field(default_factory=lambda: uuid4().hex)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: JobState = JobState.WAITING
    done: float = 0.0
    """the share of the work that is done, 0 to 1; it never decreases"""
    progress: dict[str, Any] = field(default_factory=dict)
    """figures of the present step, such as the number of files"""
    result: dict[str, Any] | None = None
    error: str | None = None
    version: int = 0
    """number of changes of the job so far"""
    _cancelled: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """held while the job begins, or is cancelled before it begins"""

    def begin(self) -> bool:
        """Change the state to running and return ``True``; ``False`` if the job was cancelled while it waited."""
        with self._lock:
            if self.state is not JobState.WAITING:
                return False
            self.become(JobState.RUNNING)
            return True

    def report(self, done: float, **progress: Any) -> None:
        """Record the progress.

        Args:
            done: the share of the work that is done, 0 to 1.
            **progress: figures to show, such as the number of files.
        """
        self.done = max(self.done, min(done, 1.0))
        self.progress = progress
        self.version += 1

    def stopped(self) -> bool:
        """Return whether the job was cancelled; the work calls this repeatedly."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop. A waiting job is cancelled at once; a finished job stays as it is."""
        self._cancelled.set()
        with self._lock:
            if self.state is JobState.WAITING:
                self.delete_files()
                self.become(JobState.CANCELLED)

    def delete_files(self) -> None:
        """Delete the uploaded files."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def become(self, state: JobState) -> None:
        """Change the state."""
        self.state = state
        self.version += 1
