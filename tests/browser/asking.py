"""Asking in the page, as most of these tests do."""

from playwright.sync_api import Page, expect

MILLISECONDS = 120_000
"""as long as an answer may take on a machine that has much else to do"""
QUESTION = "深圳企业开办时间缩短到几天?"
ANSWER = "企业开办时间从9天缩短至4天"
TITLE = "深圳市政务服务数据管理局关于市六届人大七次会议第20190320号建议答复的函"


def ask(page: Page, question: str = QUESTION) -> None:
    """Write a question and press Enter."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def answered(page: Page, question: str = QUESTION) -> None:
    """Ask, and wait for the reply."""
    replies = page.locator("#chat .answer, #chat .not-found, #chat .error")
    before = replies.count()
    ask(page, question)
    expect(replies).to_have_count(before + 1, timeout=MILLISECONDS)


def opened(page: Page, question: str = QUESTION) -> None:
    """Ask, and open the source of the last answer."""
    answered(page, question)
    page.locator("#chat .answer").last.locator("a.do-open").first.click()
    expect(page.locator(".source-view")).to_be_visible()


def ready(page: Page) -> Page:
    """The page, when the app has its first documents and offers examples."""
    page.locator("#chat .example").first.wait_for(timeout=MILLISECONDS)
    return page


def turn_to(page: Page, tab: str) -> None:
    """Choose a tab of the page."""
    page.get_by_role("tab", name=tab, exact=True).click()
