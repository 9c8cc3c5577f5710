"""Files that change while they are read."""

import os
import time
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.index.ingest import file_state as files
from qa.index.ingest.file_state import file_state, read_settled
from qa.reading import read_bytes

LIMIT = 1_000_000


def test_a_file_that_lies_still_is_read_with_its_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_SETTLED_NANOSECONDS", 0)
    file = tmp_path / "甲.txt"
    file.write_bytes(b"content")
    assert read_settled(file, LIMIT) == (b"content", file_state(file))


def test_a_young_file_has_no_state_that_could_show_a_later_change(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"content")
    os.utime(file, (time.time() - 3600, time.time() - 3600))
    assert read_settled(file, LIMIT) == (b"content", None)


def test_a_file_that_changes_once_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"old")
    reads: list[bytes] = []

    def read_while_it_changes(path: Path, limit: int) -> bytes:
        reads.append(read_bytes(path))
        if len(reads) == 1:
            path.write_bytes(b"new content")
        return reads[-1]

    monkeypatch.setattr(files, "read_bytes", read_while_it_changes)
    assert read_settled(file, LIMIT)[0] == b"new content"


def test_a_file_that_changes_all_the_while_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"begin")

    def read_while_it_grows(path: Path, limit: int) -> bytes:
        content = read_bytes(path)
        with path.open("ab") as growing:
            growing.write(b"more")
        return content

    monkeypatch.setattr(files, "read_bytes", read_while_it_grows)
    with pytest.raises(ReadingError, match=r"正在被别的程序修改.*甲\.txt"):
        read_settled(file, LIMIT)


def test_a_file_that_is_not_there_has_no_state(tmp_path: Path) -> None:
    assert file_state(tmp_path / "gone") is None
