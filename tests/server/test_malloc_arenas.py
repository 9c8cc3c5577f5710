"""The threads of a server share few of the allocator's arenas."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
THREADS = """
import ctypes, sys, threading
{limit}
libc, barrier = ctypes.CDLL(None), threading.Barrier(9)
libc.malloc.restype = ctypes.c_void_p
def allocate():
    libc.malloc(ctypes.c_size_t(1000))
    barrier.wait()
for _ in range(8):
    threading.Thread(target=allocate).start()
barrier.wait()
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""
LIMIT = "from qa.server.malloc_arenas import limit_malloc_arenas; limit_malloc_arenas()"


def _arenas(limit: str, **environment: str) -> int:
    """Return how many arenas eight threads use that allocate at the same time."""
    command = [sys.executable, "-S", "-c", THREADS.format(limit=limit)]
    written = subprocess.run(
        command, env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    return written.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the arenas are glibc's")
def test_threads_share_two_arenas_unless_the_environment_says_otherwise() -> None:
    assert _arenas(LIMIT) == 2
    assert _arenas(LIMIT, MALLOC_ARENA_MAX="3") == 3
    assert _arenas("") > 2
