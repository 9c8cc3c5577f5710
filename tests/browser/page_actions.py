"""Common actions on the page."""

from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.browser.running import App

MILLISECONDS = 120_000
"""the longest time for an answer on a busy machine"""
QUESTION = "深圳企业开办时间缩短到几天?"
ANSWER = "企业开办时间从9天缩短至4天"
TITLE = "深圳市政务服务数据管理局关于市六届人大七次会议第20190320号建议答复的函"


def ask(page: Page, question: str = QUESTION) -> None:
    """Type a question and press Enter."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def answered(page: Page, question: str = QUESTION) -> None:
    """Ask a question and wait for the reply."""
    replies = page.locator("#chat .answer, #chat .not-found, #chat .error")
    before = replies.count()
    ask(page, question)
    expect(replies).to_have_count(before + 1, timeout=MILLISECONDS)


def opened(page: Page, question: str = QUESTION) -> None:
    """Ask a question and open the source of the answer."""
    answered(page, question)
    page.locator("#chat .answer").last.locator("a.do-open").first.click()
    expect(page.locator(".source-view")).to_be_visible()


def ready(page: Page) -> Page:
    """Wait until the app has its first documents and offers examples; return the page."""
    page.locator("#chat .example").first.wait_for(timeout=MILLISECONDS)
    return page


def turn_to(page: Page, tab: str) -> None:
    """Select a tab of the page."""
    page.get_by_role("tab", name=tab, exact=True).click()


def add_document(app: App, file: Path) -> None:
    """Add a file through the app, which has loaded the model already; return when it is in the library."""
    with httpx.Client(base_url=f"{app.address}/api/v1", timeout=MILLISECONDS / 1000, trust_env=False) as client:
        sent = client.post("/jobs/upload", files={"files": (file.name, file.read_bytes())}).raise_for_status()
        client.get(f"/jobs/{sent.json()['id']}/events").raise_for_status()
        ended = client.get(f"/jobs/{sent.json()['id']}").json()
    assert len(ended["result"]["added"]) == 1, ended
