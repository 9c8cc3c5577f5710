"""Start the server on a library in a process of its own, as ``app.py`` does, and observe the process."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_ROOT = Path(__file__).parents[1]
_SECONDS = 300
"""the longest time until the server is ready"""


@dataclass(frozen=True)
class ServedPage:
    """A running server."""

    process: "subprocess.Popen[str]"
    address: str
    """the server's URL, without a slash at the end"""

    @property
    def megabytes(self) -> int:
        """The resident memory of the server in MB."""
        return megabytes(self.process)

    @property
    def processor_seconds(self) -> float:
        """The processor time in seconds that the server has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served_page(library: Path) -> Iterator[ServedPage]:
    """Start the server on a library, yield when the server is ready, and stop it at the end.

    A new library is filled from ``seeds/``.
    """
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        env=os.environ | {"QA_LIBRARY": str(library), "BROWSER": "true"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
    )
    try:
        assert process.stdout
        (address,) = re.findall(r"http://[\d.:]+", process.stdout.readline())
        until = time.monotonic() + _SECONDS
        while httpx.get(f"{address}/readyz", trust_env=False, timeout=_SECONDS).status_code != httpx.codes.OK:
            assert time.monotonic() < until, "the server is not ready"
            time.sleep(0.5)
        yield ServedPage(process, address)
    finally:
        process.terminate()
        process.wait(20)


def addresses(count: int) -> list[str]:
    """Return addresses of this computer (127.0.1.1 and up), so that clients look like different computers."""
    return [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(count)]


def client_from(source: str, address: str, timeout: float) -> httpx.AsyncClient:
    """Return an HTTP client that connects to a server from a given address of this computer."""
    transport = httpx.AsyncHTTPTransport(local_address=source, verify=False)
    return httpx.AsyncClient(base_url=address, transport=transport, timeout=timeout)


def megabytes(process: "subprocess.Popen[str]") -> int:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1000
