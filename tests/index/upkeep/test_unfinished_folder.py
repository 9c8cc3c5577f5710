"""Unfinished results of killed processes are deleted, those of running processes and other files stay."""

import os
import signal
from pathlib import Path

import pytest

from qa.index.upkeep.unfinished_folder import unfinished_folder


def _hidden(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.startswith("."))


def _killed_inside(target: Path) -> None:
    """Leave a folder behind as a killed process does."""
    process = os.fork()
    if not process:
        with unfinished_folder(target) as folder:
            (folder / "half").write_bytes(b"half")
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitpid(process, 0)[1] == signal.SIGKILL


def test_the_folder_is_beside_the_target_and_is_deleted_at_the_end(tmp_path: Path) -> None:
    with unfinished_folder(tmp_path / "x.backup") as folder:
        assert folder.parent == tmp_path
        (folder / "part").mkdir()
    assert list(tmp_path.iterdir()) == []


def test_it_is_deleted_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="half"), unfinished_folder(tmp_path / "x"):
        raise ValueError("half")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_deleted(tmp_path: Path) -> None:
    _killed_inside(tmp_path / "x")
    assert len(_hidden(tmp_path)) == 1
    with unfinished_folder(tmp_path / "x") as folder:
        assert _hidden(tmp_path) == [folder.name]
    assert _hidden(tmp_path) == []


def test_folders_in_use_of_other_targets_and_of_the_user_stay(tmp_path: Path) -> None:
    _killed_inside(tmp_path / "other")
    (tmp_path / ".x-old").mkdir()
    with unfinished_folder(tmp_path / "x") as first, unfinished_folder(tmp_path / "x") as second:
        assert first.exists()
        assert second.exists()
        assert first != second
    assert len(_hidden(tmp_path)) == 2
