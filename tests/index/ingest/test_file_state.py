"""A file is read as of one moment, even if it changes meanwhile."""

import os
import time
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.index.ingest import file_state as files
from qa.index.ingest.file_state import file_state, read_settled
from qa.reading import read_bytes

LIMIT = 1_000_000


def test_a_settled_file_is_read_with_its_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_SETTLED_NANOSECONDS", 0)
    file = tmp_path / "甲.txt"
    file.write_bytes(b"content")
    assert read_settled(file, LIMIT) == (b"content", file_state(file))


def test_a_recently_written_file_has_no_reliable_state(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"content")
    os.utime(file, (time.time() - 3600, time.time() - 3600))
    assert read_settled(file, LIMIT) == (b"content", None)


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"old")
    reads: list[bytes] = []

    def read_and_change_once(path: Path, limit: int) -> bytes:
        reads.append(read_bytes(path))
        if len(reads) == 1:
            path.write_bytes(b"new content")
        return reads[-1]

    monkeypatch.setattr(files, "read_bytes", read_and_change_once)
    assert read_settled(file, LIMIT)[0] == b"new content"


def test_a_file_that_keeps_changing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"begin")

    def read_and_append(path: Path, limit: int) -> bytes:
        content = read_bytes(path)
        with path.open("ab") as growing:
            growing.write(b"more")
        return content

    monkeypatch.setattr(files, "read_bytes", read_and_append)
    with pytest.raises(ReadingError, match=r"正在被别的程序修改.*甲\.txt"):
        read_settled(file, LIMIT)


def test_a_missing_file_has_no_state(tmp_path: Path) -> None:
    assert file_state(tmp_path / "gone") is None
