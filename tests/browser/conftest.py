"""Fixtures: the real app in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from qa.library import Library
from tests.browser.page_actions import ready
from tests.browser.running import CHROMIUM, FLAGS, ROOT, App, Person, person, started, watched

# Even immediate changes may take seconds on a busy machine.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """``python app.py`` with a library that does not exist yet, as at the first start; shared by all tests."""
    with started(tmp_path_factory.mktemp("browser"), "app.py") as running:
        yield running


@pytest.fixture
def own_library(app: App) -> Iterator[Path]:
    """The folder of the app's library, for a test that changes it; restored afterwards."""
    yield app.library
    with Library.open(app.library) as library:
        for summary in library.documents():
            if Path(summary.source).parent != ROOT / "seeds":
                library.remove(summary.id)
    (app.library / "feedback.jsonl").unlink(missing_ok=True)
    for folder in ("uploads", "questions"):
        shutil.rmtree(app.library / folder, ignore_errors=True)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser. It ends with this folder's tests, because its event loop would disturb others."""
    with sync_playwright() as started_playwright:
        yield started_playwright


@pytest.fixture(scope="package")
def browser(app: App, playwright: Playwright) -> Iterator[Browser]:
    """Chromium."""
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture(scope="package")
def _profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile folder of the browser, which holds its cache."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="package")
def _reader(app: App, playwright: Playwright, _profile: Path) -> Iterator[Person]:
    """A person whose browser has compiled the page's scripts before, which halves the time to open the page."""
    context = playwright.chromium.launch_persistent_context(
        _profile, executable_path=CHROMIUM, args=FLAGS, locale="zh-CN"
    )
    with watched(context, app) as someone:
        yield someone


def _open_without_storage(reader: Person) -> Page:
    """Open the page after clearing the browser's storage."""
    other = reader.context.new_page()
    other.goto(f"{reader.address}/original/0")
    other.evaluate("localStorage.clear()")
    other.close()
    return reader.open()


@pytest.fixture
def page(_reader: Person) -> Iterator[Page]:
    """The app's page, newly opened in a browser with empty storage."""
    before = _reader.context.pages
    yield _open_without_storage(_reader)
    for other in _reader.context.pages:
        if other not in before:
            other.close()
    assert _reader.foreign == []


@pytest.fixture(scope="module")
def _opened(app: App, browser: Browser) -> Iterator[Page]:
    """A page in its own browser context, so that a late answer saves nothing for other pages."""
    with person(browser, app, permissions=["clipboard-read", "clipboard-write"]) as someone:
        yield ready(someone.open())


@pytest.fixture
def chat(_opened: Page) -> Page:
    """The page with a new conversation, for tests that change nothing else; opening a page takes seconds."""
    _opened.evaluate("document.querySelector('#new').click()")
    expect(_opened.locator("#chat .message-row")).to_have_count(0)
    return _opened


@pytest.fixture
def anyone(app: App, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens the page for another person; its options are those of :func:`person`."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(person(browser, app, **options)).open()
