"""The progress of an addition is collected from its steps."""

from concurrent.futures import Future
from queue import SimpleQueue

import pytest

from qa.library import AddProgress
from qa.types import AddReport, FileOutcome
from qa.web import upload_progress as module
from qa.web.upload_progress import UploadProgress, upload_progress


def _step(file: str, outcomes: tuple[FileOutcome, ...] = (), read: int = 0) -> AddProgress:
    return AddProgress(0, 2, 0, 0, bytes_read=read, bytes_total=100, file=file, outcomes=outcomes)


def test_outcomes_stand_in_the_order_of_arrival() -> None:
    progress = UploadProgress()
    added = FileOutcome("/a/甲.txt", "added")
    for step in (_step("/a/甲.txt"), _step("/a/乙.txt", (added,))):
        progress.update(step)
    assert list(progress.outcomes.items()) == [("/a/甲.txt", added), ("/a/乙.txt", None)]


def test_the_share_done_never_decreases() -> None:
    progress = UploadProgress()
    for read in (60, 30):
        progress.update(_step("/a/甲.txt", read=read))
    first = UploadProgress()
    first.update(_step("/a/甲.txt", read=60))
    assert progress.done == first.done > 0


def test_the_progress_is_yielded_until_the_addition_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_INTERVAL_SECONDS", 0.001)
    addition: Future[AddReport] = Future()
    steps: SimpleQueue[AddProgress] = SimpleQueue()
    steps.put(_step("/a/甲.txt"))
    yielded = upload_progress(addition, steps)
    assert list(next(yielded).outcomes) == ["/a/甲.txt"]
    addition.set_result(AddReport())
    assert list(yielded) == []
