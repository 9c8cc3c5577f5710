"""The real app in a real browser."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
ROOT = Path(__file__).parent.parent.parent
_SECONDS_TO_START = 120


@dataclass
class App:
    """A running ``python app.py``."""

    address: str
    library: Path
    requested: list[str] = field(default_factory=list)
    """every address that the page asked for"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app as a newcomer starts it: with a library that is not there yet."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"no browser: {CHROMIUM} is missing")
        pytest.skip(f"no browser: {CHROMIUM} is missing")
    folder = tmp_path_factory.mktemp("browser")
    library = folder / "library"
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            env=os.environ | {"QA_LIBRARY": str(library), "BROWSER": "true"},
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
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
        time.sleep(0.2)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@pytest.fixture
def app_library(app: App) -> Path:
    """The folder of the running app's library."""
    return app.library


@pytest.fixture(scope="module")
def browser(app: App) -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(app: App, browser: Browser) -> Iterator[Page]:
    """The app's page, opened anew; what it asks for is kept, and other addresses get no answer."""
    context = browser.new_context(locale="zh-CN")
    opened = context.new_page()

    def note(request: Request) -> None:
        app.requested.append(request.url)

    context.on("request", note)
    context.route(lambda url: not url.startswith(app.address), lambda route: route.abort())
    opened.goto(app.address)
    opened.wait_for_selector("#question textarea")
    yield opened
    foreign = [url for url in app.requested if not url.startswith((app.address, "data:", "blob:"))]
    assert foreign == []
    context.close()
