"""The short form of ``benchmarks.crash``: nothing is lost when the programs that change a library are killed."""

import re
import subprocess
import sys
from pathlib import Path

from benchmarks.crash_operations import OPERATIONS

ROOT = Path(__file__).parents[2]


def test_killed_operations_lose_nothing() -> None:
    # A process of its own: no thread may run where it forks.
    command = [sys.executable, "-m", "benchmarks.crash", "--kills", "10", "--documents", "10", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *operations, total = done.stdout.splitlines()
    assert [line.split("\t")[0] for line in operations] == [
        *dict.fromkeys(["add", "upload", *(kind.name for kind in OPERATIONS)])
    ]
    assert re.match(r"kills\t10\t", total)
