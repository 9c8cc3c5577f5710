"""Uploaded files on their way into the library."""

from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from queue import SimpleQueue

from qa.library import AddProgress
from qa.types import AddReport, FileOutcome

_SECONDS_APART = 0.25


@dataclass(slots=True)
class Arrivals:
    """What is known so far of files that are being added."""

    progress: AddProgress = field(init=False)
    """the latest"""
    done: float = 0.0
    """the share of the work, which does not become less while files are added"""
    outcomes: dict[str, FileOutcome | None] = field(default_factory=dict)
    """what became of each file, ``None`` of one that is on its way; in the order in which they were met"""

    def note(self, progress: AddProgress) -> None:
        """Take in what has happened since the last time."""
        self.progress = progress
        self.done = 0.0 if progress.mending else max(self.done, progress.done)
        if progress.file:
            self.outcomes.setdefault(progress.file, None)
        self.outcomes |= {outcome.source: outcome for outcome in progress.outcomes}


def arriving(taken: Future[AddReport], steps: SimpleQueue[AddProgress]) -> Iterator[Arrivals]:
    """What is known by now, at most four times a second, until all files are taken.

    Args:
        taken: the adding, which goes on elsewhere.
        steps: where it puts how far it is.
    """
    arrivals = Arrivals()
    while not wait([taken], _SECONDS_APART).done:
        if steps.empty():
            continue
        while not steps.empty():
            arrivals.note(steps.get())
        yield arrivals
