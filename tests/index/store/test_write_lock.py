"""One process at a time changes a library."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import LibraryLockedError
from qa.index import write_lock

HOLD = (
    "import sys, pathlib, qa.index\n"
    "with qa.index.write_lock(pathlib.Path(sys.argv[1]), 0):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def test_a_second_writer_learns_which_process_holds_the_lock_and_since_when(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        since = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))["since"]
        with pytest.raises(LibraryLockedError) as caught, write_lock(tmp_path, 0.2):
            pass
        assert f"进程 {holder.pid}，{since} 起" in str(caught.value)
        assert str(tmp_path) in str(caught.value)


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdin
        holder.stdout.readline()
        holder.stdin.close()
        with write_lock(tmp_path, 30):
            assert json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))["process"] == os.getpid()
    assert not (tmp_path / "writer.json").exists()


def test_the_lock_of_a_killed_writer_is_released(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        holder.kill()
        holder.wait()
        with write_lock(tmp_path, 0):
            pass
