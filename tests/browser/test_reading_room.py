"""What a person does with an answer: check it in its document, send it on, narrow it, judge it, come back to it."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from qa.feedback import stored_feedback
from qa.library import Library
from tests.browser.conftest import App

ANSWER_MILLISECONDS = 60_000
QUESTION = "深圳企业开办时间缩短到几天?"
ANSWER = "企业开办时间从9天缩短至4天"
TITLE = "深圳市政务服务数据管理局关于市六届人大七次会议第20190320号建议答复的函"


def answered(page: Page, question: str = QUESTION) -> None:
    replies = page.locator("#chat .answer, #chat .not-found, #chat .error")
    before = replies.count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(replies).to_have_count(before + 1, timeout=ANSWER_MILLISECONDS)


def opened(page: Page) -> None:
    answered(page)
    page.locator("#chat a.do-open").first.click()
    expect(page.locator(".source-view")).to_be_visible()


def serious(page: Page) -> list[str]:
    """The violations that axe finds of level serious or above."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


def test_a_citation_opens_its_document_at_the_marked_sentence(page: Page) -> None:
    opened(page)
    expect(page.locator(".source-view h2")).to_contain_text(TITLE)
    expect(page.locator(".source-text mark").first).to_contain_text(ANSWER)
    expect(page.locator(".source-text mark").first).to_be_in_viewport()
    expect(page.locator(".source-view .fields")).to_contain_text("11440300MB2C92413C/2019-00014")
    expect(page.locator(".source-view nav")).to_contain_text("(一)出台营商环境改革20条等政策措施")
    current = page.locator(".source-text .current")
    first = current.inner_text()
    page.locator(".do-next").click()
    expect(current).not_to_have_text(first)
    page.locator(".do-previous").click()
    assert current.inner_text() == first
    page.locator(".source-view nav a").last.click()
    page.locator(".do-close").click()
    expect(page.locator(".source-view")).to_have_count(0)


def test_the_link_of_a_citation_opens_there_for_a_colleague(page: Page, app: App) -> None:
    opened(page)
    query = parse_qs(urlsplit(page.url).query)
    assert set(query) == {"document", "start", "end"}
    with Library.open(app.library) as library:
        cited = library.document_text(int(query["document"][0]))[int(query["start"][0]) : int(query["end"][0])]
    assert ANSWER in cited
    colleague = page.context.new_page()
    colleague.goto(page.url)
    expect(colleague.locator(".source-text mark").first).to_contain_text(ANSWER, timeout=ANSWER_MILLISECONDS)


def test_a_link_to_what_is_not_there_says_so(page: Page, app: App) -> None:
    page.goto(f"{app.address}/?document=999&start=0&end=5")
    expect(page.locator("#source .error")).to_contain_text("没有编号为 999")


def test_the_original_file_can_be_downloaded_and_no_other(page: Page, app: App, seed_file: Path) -> None:
    opened(page)
    with page.expect_download() as download:
        page.locator(".source-bar a", has_text="下载原件").click()
    assert Path(download.value.path()).read_bytes() == seed_file.read_bytes()
    with pytest.raises(OSError, match="404"):
        urlopen(f"{app.address}/original/999")


def test_an_answer_is_copied_with_its_citation(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page)
    page.locator(".do-copy").first.click()
    expect(page.locator(".do-copy").first).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert ANSWER in copied
    assert TITLE in copied
    page.locator(".do-copy").nth(1).click()
    assert "[Z]. 2019-12-24: 第 5 段." in page.evaluate("navigator.clipboard.readText()")


def test_a_follow_up_shows_what_was_searched(page: Page) -> None:
    answered(page)
    answered(page, "那出口通关时间呢?")
    expect(page.locator("#chat .searched")).to_contain_text("出口通关时间缩短到几天")
    expect(page.locator("#chat .sentence").last).to_contain_text("出口通关时间压缩69%")


def test_filters_narrow_and_their_chips_remove_them(page: Page) -> None:
    page.locator("#filters button").first.click()
    page.fill("#since input, #since textarea", "2021")
    page.press("#since input, #since textarea", "Enter")
    chip = page.locator("#chips .chip")
    expect(chip).to_contain_text("2021-01-01 起")
    answered(page)
    expect(page.locator("#chat .verdict")).to_be_visible()
    chip.click()
    expect(chip).to_have_count(0)
    answered(page)
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER)


def test_what_a_question_narrows_is_a_chip_that_asks_again_of_everything(page: Page) -> None:
    answered(page, "深圳市2019年关于企业开办的文件里，企业开办时间缩短到几天?")
    page.locator(".do-widen").click()
    expect(page.locator("#chat .answer")).to_have_count(2, timeout=ANSWER_MILLISECONDS)
    expect(page.locator(".do-widen")).to_have_count(1)


def test_feedback_is_kept_with_its_reason(page: Page, app: App) -> None:
    answered(page)
    page.locator(".do-good").click()
    expect(page.get_by_text("已记下，谢谢。").first).to_be_visible()
    page.locator(".do-bad").click()
    page.locator("#reasons label", has_text="出处不对").click()
    page.click("#send-reason")
    expect(page.locator("#reason")).to_have_count(0)
    kept = stored_feedback(app.library)[-2:]
    assert [(one.question, one.good, one.reason) for one in kept] == [
        (QUESTION, True, ""),
        (QUESTION, False, "出处不对"),
    ]
    assert ANSWER in kept[0].answer


def test_conversations_are_kept_by_the_browser(page: Page) -> None:
    answered(page)
    page.wait_for_timeout(500)
    page.reload()
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=ANSWER_MILLISECONDS)
    page.get_by_role("button", name="历次对话").first.click()
    page.fill("#name input, #name textarea", "开办企业")
    page.click("#rename")
    expect(page.locator("#kept")).to_contain_text("开办企业")
    with page.expect_download() as download:
        page.click("#markdown")
    assert f"## {QUESTION}" in Path(download.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as download:
        page.click("#json")
    (record,) = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert record["question"] == QUESTION
    page.click("#new")
    expect(page.locator("#chat .sentence")).to_have_count(0)
    page.locator("#kept label", has_text="开办企业").click()
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=ANSWER_MILLISECONDS)
    page.click("#forget")
    expect(page.locator("#kept label")).to_have_count(0)
    expect(page.locator("#chat .sentence")).to_have_count(0)


def test_a_question_in_the_address_is_asked(page: Page, app: App) -> None:
    page.goto(f"{app.address}/?question={QUESTION}")
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=ANSWER_MILLISECONDS)


def test_the_page_can_be_switched_to_english_and_back(page: Page) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.locator("#send")).to_have_text("Ask", timeout=ANSWER_MILLISECONDS)
    answered(page, "深圳地铁三号线几点停运?")
    expect(page.locator("#chat .verdict")).to_have_text("The documents do not contain an answer")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("#send")).to_have_text("提问", timeout=ANSWER_MILLISECONDS)


def test_an_english_browser_gets_an_english_page(app: App, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(app.address)
    expect(page.locator("#send")).to_have_text("Ask", timeout=ANSWER_MILLISECONDS)
    context.close()


def test_everything_is_reached_by_the_keyboard(page: Page) -> None:
    answered(page)
    page.locator("#question textarea").focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('#chat a.do-open.title')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".source-view h2")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.do-next')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(app: App, browser: Browser, scheme: str) -> None:
    context = browser.new_context(locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(app.address)
    page.locator("#chat .example").first.wait_for(timeout=ANSWER_MILLISECONDS)
    found = serious(page)
    opened(page)
    found += serious(page)
    answered(page, "深圳地铁三号线几点停运?")
    found += serious(page)
    page.get_by_role("tab", name="资料库").click()
    expect(page.locator("#statistics .chart").first).to_be_visible()
    found += serious(page)
    context.close()
    assert found == []


def test_a_dark_page_is_dark(app: App, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", color_scheme="dark")
    page = context.new_page()
    page.goto(app.address)
    answered(page)
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 64
    context.close()


def test_a_phone_shows_everything_without_scrolling_sideways(app: App, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(app.address)
    opened(page)
    expect(page.locator(".source-view h2")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#send")).to_be_visible()
    context.close()


def test_print_shows_the_answer_without_the_controls(page: Page) -> None:
    answered(page)
    page.emulate_media(media="print")
    expect(page.locator("#chat .sentence")).to_be_visible()
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.locator("#chat .tools").first).to_be_hidden()
