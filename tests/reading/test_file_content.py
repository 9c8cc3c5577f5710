"""The bytes of files."""

import hashlib
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import content_hash, read_bytes


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"gone\.txt"):
        read_bytes(tmp_path / "gone.txt")


def test_a_file_over_the_limit_is_refused_with_the_name_of_the_setting(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(ReadingError, match=r"太大.*file_bytes"):
        read_bytes(tmp_path / "a.txt", 10)


def test_the_hash_of_a_file_is_its_sha_256() -> None:
    assert content_hash(b"text") == hashlib.sha256(b"text").hexdigest()
