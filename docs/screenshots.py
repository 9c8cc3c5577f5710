"""Take the screenshots of the documentation.

    python docs/screenshots.py ADDRESS

ADDRESS is that of a running page on a library with the document in ``seeds/``.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTION = "深圳企业开办时间缩短到几天?"


def main(address: str) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, scheme, width in (("chat", "light", 1280), ("chat-dark", "dark", 1280), ("chat-phone", "light", 390)):
            context = browser.new_context(
                locale="zh-CN",
                color_scheme="dark" if scheme == "dark" else "light",
                viewport={"width": width, "height": 844},
            )
            page = context.new_page()
            page.goto(address)
            _ask(page)
            if width > 600:
                page.locator("#chat a.title").first.click()
                page.locator(".source-view").wait_for()
            page.wait_for_timeout(700)
            page.screenshot(path=FOLDER / f"{name}.png")
            if name == "chat":
                page.get_by_role("tab", name="资料库").click()
                page.locator("#statistics .chart").first.wait_for()
                page.wait_for_timeout(700)
                page.screenshot(path=FOLDER / "library.png")
            context.close()
        browser.close()


def _ask(page: Page) -> None:
    page.locator("#chat .example").first.wait_for(timeout=120_000)
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    page.locator("#chat .sentence").wait_for(timeout=120_000)


if __name__ == "__main__":
    main(sys.argv[1])
