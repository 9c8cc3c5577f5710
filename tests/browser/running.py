"""The app as a process of its own, and people with a browser in front of it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # No other address is there. To refuse the requests one by one would turn off the cache, which every reader has.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
ROOT = Path(__file__).parent.parent.parent
_SECONDS_TO_START = 120


@dataclass(frozen=True, slots=True)
class App:
    """A running page."""

    address: str
    library: Path


@contextmanager
def started(folder: Path, *command: str) -> Iterator[App]:
    """A page on a library in a folder; it is to end well and without a word of an error."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"no browser: {CHROMIUM} is missing")
        pytest.skip(f"no browser: {CHROMIUM} is missing")
    library = folder / "library"
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            env=os.environ | {"QA_LIBRARY": str(library), "BROWSER": "true"},
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
        )
    try:
        yield App(_address(process, log), library)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    assert process.returncode == 0
    assert "Traceback" not in log.read_text()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """What the app says that its address is."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
        if found:
            return found[0]
        time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a browser of their own. Other addresses than the app's get no answer, and what asks them is kept."""

    context: BrowserContext
    address: str
    foreign: list[str]

    def open(self, query: str = "") -> Page:
        """The page, when it can be used."""
        page = self.context.new_page()
        page.goto(f"{self.address}/{query}")
        page.wait_for_selector("#question textarea")
        return page


@contextmanager
def person(browser: Browser, app: App, **options: Any) -> Iterator[Person]:
    """Someone with a browser that has seen nothing yet; no page that they open may ask another address.

    Args:
        browser: Chromium.
        app: whose page they open.
        **options: of :meth:`Browser.new_context`; the language is Chinese.
    """
    context = browser.new_context(**{"locale": "zh-CN"} | options)
    with watched(context, app) as someone:
        yield someone


@contextmanager
def watched(context: BrowserContext, app: App) -> Iterator[Person]:
    """Someone in front of a browser that is there already, and is closed at the end; as :func:`person` otherwise."""
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((app.address, "data:", "blob:")):
            foreign.append(url)

    context.on("request", lambda request: note(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: note(socket.url)))
    yield Person(context, app.address, foreign)
    context.close()
    assert foreign == []
