"""The progress of uploaded files that are being added to the library."""

from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from queue import SimpleQueue

from qa.library import AddProgress
from qa.types import AddReport, FileOutcome

_INTERVAL_SECONDS = 0.25


@dataclass(slots=True)
class UploadProgress:
    """The state of an addition of files, updated step by step."""

    latest: AddProgress = field(init=False)
    """the latest step"""
    done: float = 0.0
    """the share of the work that is done, 0 to 1; it never decreases while files are added"""
    outcomes: dict[str, FileOutcome | None] = field(default_factory=dict)
    """maps the source of each file, in the order of arrival, to its outcome; ``None`` for a file in progress"""

    def update(self, step: AddProgress) -> None:
        """Update the state with the next step."""
        self.latest = step
        self.done = 0.0 if step.rebuilding else max(self.done, step.done)
        if step.file:
            self.outcomes.setdefault(step.file, None)
        self.outcomes |= {outcome.source: outcome for outcome in step.outcomes}


def upload_progress(addition: Future[AddReport], steps: SimpleQueue[AddProgress]) -> Iterator[UploadProgress]:
    """Yield the progress of an addition after new steps, at most four times a second, until the addition has ended.

    Args:
        addition: runs in another thread.
        steps: the queue into which the addition puts its steps.
    """
    progress = UploadProgress()
    while not wait([addition], _INTERVAL_SECONDS).done:
        if steps.empty():
            continue
        while not steps.empty():
            progress.update(steps.get())
        yield progress
