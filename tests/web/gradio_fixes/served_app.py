"""Serve an app as the product does, for the tests of what the server does at the level of connections."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

SECONDS = 30


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an app on a free port; the value is the address of its queue."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=3))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/gradio_api/queue"
    finally:
        server.should_exit = True
        thread.join()


def wait_until(is_true: Callable[[], bool]) -> None:
    """Wait until a condition holds; fail after some time."""
    deadline = time.monotonic() + SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
