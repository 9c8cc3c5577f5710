"""Uploaded files on their way into the library."""

from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from queue import SimpleQueue

from qa.library import AddProgress
from qa.types import AddReport, Refusal

_SECONDS_APART = 0.25


@dataclass(slots=True)
class Arrivals:
    """What is known so far of files that are being added."""

    progress: AddProgress = field(init=False)
    """the latest"""
    files: dict[str, str] = field(default_factory=dict)
    """what became of each that was not refused, ``""`` of one on its way; in the order in which they were met"""
    refused: list[Refusal] = field(default_factory=list)

    def note(self, progress: AddProgress) -> None:
        """Take in what has happened since the last time."""
        self.progress = progress
        if progress.file:
            self.files.setdefault(progress.file, "")
        for outcome in progress.outcomes:
            if outcome.became == "refused":
                self.files.pop(outcome.source, None)
                self.refused.append(Refusal(outcome.source, outcome.reason))
            else:
                self.files[outcome.source] = outcome.became


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
