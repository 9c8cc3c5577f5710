"""Progress says how much is done and how long the rest takes."""

import shutil
from pathlib import Path

import pytest

from qa import Library
from qa.index import AddProgress
from qa.index.ingest.add_progress import rebuild_progress


def test_the_time_left_follows_from_the_share_of_bytes_that_is_embedded() -> None:
    progress = AddProgress(1, 4, 30, 60, bytes_read=500, bytes_total=1000, seconds=10.0)
    assert progress.done == 0.25
    assert progress.seconds_left == pytest.approx(30.0)
    assert progress.passages_per_second == pytest.approx(3.0)
    assert AddProgress(0, 4, 0, 60, bytes_read=500, bytes_total=1000, seconds=10.0).seconds_left is None


def test_the_progress_of_a_rebuild_counts_passages_only() -> None:
    reports: list[AddProgress] = []
    rebuild_progress(reports.append)(30, 120)
    (report,) = reports
    assert (report.rebuilding, report.done, report.files_total) == (True, 0.25, 0)
    assert report.seconds > 0


def test_a_lost_index_is_rebuilt_with_progress(plain_library: Library, folder: Path) -> None:
    plain_library.add(folder)
    passages = plain_library.statistics().passages
    shutil.rmtree(plain_library.folder / "lexical")
    added: list[AddProgress] = []
    plain_library.add(folder, on_progress=added.append)
    rebuilt = [(report.passages_done, report.passages_total, report.done) for report in added if report.rebuilding]
    assert rebuilt == [(passages, passages, 1.0)]
    assert not added[-1].rebuilding
    shutil.rmtree(plain_library.folder / "lexical")
    refreshed: list[AddProgress] = []
    plain_library.refresh(refreshed.append)
    plain_library.refresh(refreshed.append)
    assert [(report.passages_done, report.passages_total, report.rebuilding) for report in refreshed] == [
        (passages, passages, True)
    ]
    assert plain_library.retrieve("图书馆")
