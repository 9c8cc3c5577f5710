"""Take the screenshots of the documentation.

    python docs/screenshots.py ADDRESS

ADDRESS is the address of a running page whose library holds the document in ``seeds/``.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTION = "深圳企业开办时间缩短到几天?"
NOT_THERE = "深圳地铁三号线几点停运?"
TIMEOUT = 300_000
"""milliseconds"""
COLOURS = 256
SIZE_LIMIT = 300_000
"""bytes"""
_DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
_PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
_DARK: dict[str, Any] = {"color_scheme": "dark"}


def main(address: str) -> None:
    """Take all screenshots."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for suffix, options in (("", _DESK), ("-dark", _DESK | _DARK), ("-phone", _PHONE)):
            with _page(browser, address, options) as page:
                for name, show in (("chat", _answer), ("source", _source), ("not-found", _not_found)):
                    show(page)
                    _take(page, name + suffix)
                _library(page)
                _take(page, "library" + suffix)
        browser.close()


@contextmanager
def _page(browser: Browser, address: str, options: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", **options)
    page = context.new_page()
    page.goto(address)
    page.locator("#chat .example").first.wait_for(timeout=TIMEOUT)
    yield page
    context.close()


def _answer(page: Page) -> None:
    _ask(page, QUESTION)


def _source(page: Page) -> None:
    page.locator("#chat a.title").first.click()
    page.locator(".source-view").wait_for()


def _not_found(page: Page) -> None:
    page.locator(".do-close").click()
    _ask(page, NOT_THERE)


def _library(page: Page) -> None:
    page.get_by_role("tab", name="资料库").click()
    page.locator("#statistics .chart").first.wait_for()


def _ask(page: Page, question: str) -> None:
    replies = page.locator("#chat :is(.answer, .not-found)")
    before = replies.count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    replies.nth(before).wait_for(timeout=TIMEOUT)


def _take(page: Page, name: str) -> None:
    """Write a screenshot with few colours, so that the file stays small."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(700)
    path = FOLDER / f"{name}.png"
    Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    if path.stat().st_size >= SIZE_LIMIT:
        raise ValueError(f"{path} has {path.stat().st_size} bytes; the limit is {SIZE_LIMIT}")


if __name__ == "__main__":
    main(sys.argv[1])
