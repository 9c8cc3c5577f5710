"""The app in its own process, and people who open it in a browser."""

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
    # Other addresses do not resolve. Intercepting the requests instead would turn off the cache.
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
    """Start the app with a library in a folder; check at the end that it exits with 0 and logs no traceback."""
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
    """Return the address that the app prints."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
        if found:
            return found[0]
        time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@dataclass(frozen=True, slots=True)
class Person:
    """A person with their own browser context; ``foreign`` holds the requests to other addresses than the app's."""

    context: BrowserContext
    address: str
    foreign: list[str]

    def open(self, query: str = "") -> Page:
        """Open the page and wait until it can be used."""
        page = self.context.new_page()
        page.goto(f"{self.address}/{query}")
        page.wait_for_selector("#question textarea")
        return page


@contextmanager
def person(browser: Browser, app: App, **options: Any) -> Iterator[Person]:
    """Create a person with a new browser context; check at the end that no page requested another address.

    Args:
        browser: Chromium.
        app: the app whose page the person opens.
        **options: options of :meth:`Browser.new_context`; the default language is Chinese.
    """
    context = browser.new_context(**{"locale": "zh-CN"} | options)
    with watched(context, app) as someone:
        yield someone


@contextmanager
def watched(context: BrowserContext, app: App) -> Iterator[Person]:
    """Create a person with an existing browser context, like :func:`person`; close the context at the end."""
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((app.address, "data:", "blob:")):
            foreign.append(url)

    context.on("request", lambda request: note(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: note(socket.url)))
    yield Person(context, app.address, foreign)
    context.close()
    assert foreign == []
