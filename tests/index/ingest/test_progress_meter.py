"""The progress of an addition counts files, passages and bytes."""

from pathlib import Path

from qa import Library
from qa.index import AddProgress


def test_the_last_report_of_an_addition_counts_everything(plain_library: Library, folder: Path) -> None:
    reports: list[AddProgress] = []
    plain_library.add(folder, on_progress=reports.append)
    last = reports[-1]
    assert (last.files_done, last.files_total) == (2, 2)
    assert last.passages_done == last.passages_total > 0
    assert last.bytes_read == last.bytes_total == sum(file.stat().st_size for file in folder.iterdir())
    assert (last.done, last.seconds_left) == (1.0, 0.0)
    assert last.passages_per_second
    assert {Path(report.file).parent for report in reports} == {folder}
