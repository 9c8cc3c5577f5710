"""Fixtures for the tests of an addition."""

from pathlib import Path

import pytest

from tests.index.ingest.sample_files import write_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents."""
    return write_files(
        tmp_path / "documents", a="甲县通知\n甲县图书馆每周一闭馆。", b="乙县通知\n乙县图书馆每周二闭馆。"
    )
