"""The real app in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from qa.library import Library
from tests.browser.asking import ready
from tests.browser.running import CHROMIUM, FLAGS, ROOT, App, Person, person, started, watched

# What is shown at once may take its time on a machine that has much else to do.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """``python app.py`` as a newcomer starts it: with a library that is not there yet. All tests share it."""
    with started(tmp_path_factory.mktemp("browser"), "app.py") as running:
        yield running


@pytest.fixture
def own_library(app: App) -> Iterator[Path]:
    """The folder of the app's library, for a test that changes it: afterwards it is as the app made it."""
    yield app.library
    with Library.open(app.library) as library:
        for summary in library.documents():
            if Path(summary.source).parent != ROOT / "seeds":
                library.remove(summary.id)
    (app.library / "feedback.jsonl").unlink(missing_ok=True)
    for folder in ("uploads", "questions"):
        shutil.rmtree(app.library / folder, ignore_errors=True)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What moves a browser."""
    with sync_playwright() as started_playwright:
        yield started_playwright


@pytest.fixture(scope="module")
def browser(app: App, playwright: Playwright) -> Iterator[Browser]:
    """Chromium."""
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def _profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a browser keeps what it has loaded."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def _reader(app: App, playwright: Playwright, _profile: Path) -> Iterator[Person]:
    """Someone whose browser has the page's scripts already, compiled: half of the time that it takes to open."""
    context = playwright.chromium.launch_persistent_context(
        _profile, executable_path=CHROMIUM, args=FLAGS, locale="zh-CN"
    )
    with watched(context, app) as someone:
        yield someone


def _anew(reader: Person) -> Page:
    """The page, in a browser that has kept nothing of it."""
    nothing = reader.context.new_page()
    nothing.goto(f"{reader.address}/original/0")
    nothing.evaluate("localStorage.clear()")
    nothing.close()
    return reader.open()


@pytest.fixture
def page(_reader: Person) -> Iterator[Page]:
    """The app's page, opened anew in a browser that has kept nothing of it."""
    before = _reader.context.pages
    yield _anew(_reader)
    for other in _reader.context.pages:
        if other not in before:
            other.close()
    assert _reader.foreign == []


@pytest.fixture(scope="module")
def _opened(app: App, browser: Browser) -> Iterator[Page]:
    """A page in a browser of its own: what it keeps, when an answer comes late, is nothing to other pages."""
    with person(browser, app, permissions=["clipboard-read", "clipboard-write"]) as someone:
        yield ready(someone.open())


@pytest.fixture
def chat(_opened: Page) -> Page:
    """The page with a new conversation, for what changes nothing else: to open it anew takes seconds."""
    _opened.evaluate("document.querySelector('#new').click()")
    expect(_opened.locator("#chat .message-row")).to_have_count(0)
    return _opened


@pytest.fixture
def anyone(app: App, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the page for someone else: with another language, screen or scheme; options are those of ``person``."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(person(browser, app, **options)).open()
