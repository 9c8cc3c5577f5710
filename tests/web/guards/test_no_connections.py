"""A process that refuses connections opens none."""

import subprocess
import sys

import pytest

ATTEMPTS = [
    "socket.create_connection(('127.0.0.1', PORT))",
    "socket.create_connection(('localhost', PORT))",
    "socket.socket().connect_ex(('127.0.0.1', PORT))",
    "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT))",
    "socket.getaddrinfo('example.com', 80)",
    "socket.gethostbyname('example.com')",
    "asyncio.run(asyncio.open_connection('127.0.0.1', PORT))",
    "urllib.request.urlopen('http://127.0.0.1:%d' % PORT)",
    "httpx.get('http://127.0.0.1:%d' % PORT)",
]
SCRIPT = """
import asyncio, socket, sys, urllib.request, httpx
from qa.web.guards.no_connections import refuse_connections
listening = socket.create_server(("127.0.0.1", 0))
PORT = listening.getsockname()[1]
refuse_connections()
listening.setblocking(False)
for attempt in {attempts!r}:
    try:
        eval(attempt)
    except Exception as error:
        print("refused", type(error).__name__)
    try:
        listening.accept()
    except BlockingIOError:
        continue
    print("a connection was opened:", attempt)
asyncio.run(asyncio.sleep(0))
accepted = socket.create_server(("127.0.0.1", 0))
print("a loop and a listening socket work")
"""


@pytest.fixture(scope="module")
def output() -> list[str]:
    """Return the lines that a process prints which tries to open connections."""
    script = SCRIPT.format(attempts=ATTEMPTS)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_every_attempt_fails(output: list[str]) -> None:
    assert [line.split()[0] for line in output[:-1]] == ["refused"] * len(ATTEMPTS)


def test_serving_works(output: list[str]) -> None:
    assert output[-1] == "a loop and a listening socket work"
