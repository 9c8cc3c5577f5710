"""Files for the tests of an addition."""

import os
import time
import zipfile
from pathlib import Path

import pytest

from qa.index.ingest import file_state
from qa.reading import read_bytes

_ONE_HOUR_AGO = time.time() - 3600


def write_files(folder: Path, **texts: str) -> Path:
    """Write text files that were last modified an hour ago, by their names without ``.txt``; return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        os.utime(folder / f"{name}.txt", (_ONE_HOUR_AGO, _ONE_HOUR_AGO))
    return folder


def write_zip(path: Path, **texts: str) -> Path:
    """Write a zip of text files by their names without ``.txt``; return its path."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.txt", text)
    return path


def names(paths: tuple[str, ...]) -> list[str]:
    """Return the names of files without folder and ending."""
    return [Path(path).stem for path in paths]


def treat_new_files_as_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let size and times decide that a file is unchanged, even if it was just written."""
    monkeypatch.setattr(file_state, "_SETTLED_NANOSECONDS", 0)


def record_reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows by every file that is read from now on."""
    reads: list[Path] = []

    def read_and_record(file: Path, limit: int) -> bytes:
        reads.append(file)
        return read_bytes(file, limit)

    monkeypatch.setattr(file_state, "read_bytes", read_and_record)
    return reads
