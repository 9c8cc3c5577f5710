"""Working with an answer: checking its source, copying, filtering, feedback, saved conversations."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from qa.feedback import stored_feedback
from qa.library import Library
from tests.browser.page_actions import ANSWER, MILLISECONDS, QUESTION, TITLE, add_document, answered, opened, ready
from tests.browser.running import App

SAVED = "JSON.parse(localStorage.getItem('gongwen-qa-conversations'))?.conversations"
"""the saved conversations, as a script of the page reads them"""
REPEALED = """索引号: 000014349/2015-00042 分类: 交通
发布机构: 市交通运输局 成文日期: 2015-03-02
名称: 停车收费管理办法（已废止）
文号: 交办发〔2015〕12号 发布日期: 2015-03-05
第一条 中心区停车每小时收费十元，夜间免费，由市交通运输局负责。
第二条 乱停车的，处一百元罚款。
"""


@pytest.fixture
def with_a_repealed_document(app: App, page: Page, own_library: Path, tmp_path: Path) -> None:
    """Adds a document to the app's library that is no longer in force."""
    ready(page)
    file = tmp_path / "停车.txt"
    file.write_text(REPEALED, encoding="utf-8")
    add_document(app, file)
    page.reload()


def test_a_citation_opens_its_document_at_the_marked_sentence(page: Page) -> None:
    opened(page)
    expect(page.locator(".source-view h2")).to_contain_text(TITLE)
    expect(page.locator(".source-text mark").first).to_contain_text(ANSWER)
    expect(page.locator(".source-text mark").first).to_be_in_viewport()
    expect(page.locator(".source-view .fields")).to_contain_text("11440300MB2C92413C/2019-00014")
    expect(page.locator(".source-view nav")).to_contain_text("(一)出台营商环境改革20条等政策措施")
    current = page.locator(".source-text .current")
    first = current.inner_text()
    place = page.locator(".source-bar [role=status]")
    expect(place).to_have_text(re.compile("^1 / "))
    page.locator(".do-next").click()
    expect(current).not_to_have_text(first)
    expect(place).to_have_text(re.compile("^2 / "))
    page.locator(".do-previous").click()
    assert current.inner_text() == first
    page.locator(".source-view nav a").last.click()
    page.keyboard.press("Escape")
    expect(page.locator(".source-view")).to_have_count(0)


def test_another_citation_of_the_open_document_is_shown(chat: Page) -> None:
    opened(chat)
    reply = chat.locator("#chat .answer").last
    reply.locator("details.more > summary").click()
    for folded in reply.locator("details.passage > summary").all():
        folded.click()
    links = reply.locator("a.do-open:not(.title)")
    last = links.count() - 1
    for number in (1, 2, last, 0, 0):
        link = links.nth(number)
        link.click()
        start, end = (parse_qs(urlsplit(link.get_attribute("href") or "").query)[name][0] for name in ("start", "end"))
        expect(chat.locator(".source-view")).to_have_attribute("data-place", re.compile(f"-{start}-{end}$"))
        expect(chat.locator(".source-text .cited.current")).to_have_count(1)
        expect(chat.locator(".source-text .current")).to_have_count(1)
        expect(chat.locator(".source-text mark").first).to_be_in_viewport()
        expect(chat.locator(".source-view h2")).to_be_focused()
        chat.locator(".source-text").evaluate("text => { text.scrollTop = text.scrollHeight; }")


def test_the_passages_of_a_document_are_grouped_under_its_title(chat: Page) -> None:
    answered(chat)
    expect(chat.locator("#chat .group")).to_have_count(1)
    expect(chat.locator("#chat .group .title")).to_have_count(1)
    numbers = chat.locator("#chat .passage .number").all_text_contents()
    assert numbers == [f"[{rank}]" for rank in range(1, len(numbers) + 1)]
    chat.locator("#chat details.more > summary").click()
    expect(chat.locator("#chat .passage .number").last).to_be_visible()
    # A long answer is not shown a second time until its passage is opened.
    chat.locator("#chat .passage > summary").first.click()
    expect(chat.locator("#chat .passage .match").first).to_be_visible()


def test_the_address_of_a_citation_opens_it_on_another_page(page: Page, app: App) -> None:
    opened(page)
    query = parse_qs(urlsplit(page.url).query)
    assert set(query) == {"document", "start", "end"}
    with Library.open(app.library) as library:
        cited = library.document_text(int(query["document"][0]))[int(query["start"][0]) : int(query["end"][0])]
    assert ANSWER in cited
    colleague = page.context.new_page()
    colleague.goto(page.url)
    expect(colleague.locator(".source-text mark").first).to_contain_text(ANSWER, timeout=MILLISECONDS)


def test_a_link_to_an_unknown_document_shows_an_error(page: Page, app: App) -> None:
    page.goto(f"{app.address}/?document=999&start=0&end=5")
    expect(page.locator("#source .error")).to_contain_text("没有编号为 999")


def test_only_original_files_of_documents_can_be_downloaded(chat: Page, app: App, seed_file: Path) -> None:
    opened(chat)
    with chat.expect_download() as download:
        chat.locator(".source-bar a", has_text="下载原件").click()
    assert Path(download.value.path()).read_bytes() == seed_file.read_bytes()
    with pytest.raises(OSError, match="404"):
        urlopen(f"{app.address}/original/999")


def test_an_answer_is_copied_with_its_citation(chat: Page) -> None:
    answered(chat)
    chat.locator(".do-copy").first.click()
    expect(chat.locator(".do-copy").first).to_contain_text("已复制")
    copied = chat.evaluate("navigator.clipboard.readText()")
    assert ANSWER in copied
    assert TITLE in copied
    chat.locator(".do-copy").nth(1).click()
    assert "[Z]. 2019-12-24: 第 5 段." in chat.evaluate("navigator.clipboard.readText()")


def test_a_follow_up_shows_the_searched_question(chat: Page) -> None:
    answered(chat)
    answered(chat, "那出口通关时间呢?")
    expect(chat.locator("#chat .searched")).to_contain_text("出口通关时间缩短到几天")
    expect(chat.locator("#chat .sentence").last).to_contain_text("出口通关时间压缩69%")


def test_a_date_filter_applies_until_its_chip_is_clicked(page: Page) -> None:
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


@pytest.mark.usefixtures("with_a_repealed_document")
def test_a_repealed_document_is_marked_in_the_answer_and_in_the_source(page: Page) -> None:
    ready(page)
    opened(page, "中心区停车每小时收费多少元?")
    notice = "这份文件已废止"
    expect(page.locator("#chat .source .repealed")).to_have_text(notice)
    expect(page.locator("#chat .passage .citation .repealed").first).to_have_text(notice)
    expect(page.locator(".source-view .repealed")).to_have_text(notice)


@pytest.mark.usefixtures("with_a_repealed_document")
def test_a_selected_filter_applies_until_its_chip_is_clicked(page: Page) -> None:
    ready(page)
    page.locator("#filters button").first.click()
    for filter_, choice, chip in (
        ("issuer", "市交通运输局", "发布机构含“市交通运输局”"),
        ("document", "停车收费管理办法（已废止）", "《停车收费管理办法（已废止）》"),
        ("status", "已废止", "状态含“已废止”"),
    ):
        page.locator(f"#{filter_} input").click()
        page.get_by_role("option", name=choice).click()
        expect(page.locator("#chips .chip")).to_contain_text(chip)
        answered(page)
        reply = page.locator("#chat :is(.answer, .not-found)").last
        expect(reply.locator(".passage .title")).to_have_text("《停车收费管理办法（已废止）》")
        page.locator("#chips .chip").click()
        expect(page.locator("#chips .chip")).to_have_count(0)
        expect(page.locator(f"#{filter_} input")).to_have_value("")
    answered(page)
    expect(page.locator("#chat .sentence").last).to_contain_text(ANSWER)


def test_the_chip_of_filters_named_in_a_question_asks_again_in_all_documents(chat: Page) -> None:
    answered(chat, "深圳市2019年关于企业开办的文件里，企业开办时间缩短到几天?")
    chat.locator(".do-widen").click()
    expect(chat.locator("#chat .answer")).to_have_count(2, timeout=MILLISECONDS)
    expect(chat.locator(".do-widen")).to_have_count(1)


def test_feedback_is_stored_with_its_reason(page: Page, own_library: Path) -> None:
    answered(page)
    page.locator(".do-good").click()
    expect(page.get_by_text("已记下，谢谢。").first).to_be_visible()
    expect(page.locator(".do-good")).to_have_attribute("aria-pressed", "true")
    page.locator(".do-bad").click()
    expect(page.locator(".do-bad")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".do-good")).to_have_attribute("aria-pressed", "false")
    page.locator("#reasons label", has_text="出处不对").click()
    page.click("#send-reason")
    expect(page.locator("#reason")).to_have_count(0)
    stored = stored_feedback(own_library)
    assert [(feedback.question, feedback.good, feedback.reason) for feedback in stored] == [
        (QUESTION, True, ""),
        (QUESTION, False, ""),
        (QUESTION, False, "出处不对"),
    ]
    assert ANSWER in stored[0].answer


def test_a_conversation_is_saved_renamed_exported_and_deleted(page: Page) -> None:
    answered(page)
    page.wait_for_function(f"{SAVED}?.length === 1")
    page.reload()
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=MILLISECONDS)
    page.get_by_role("button", name="历史对话").first.click()
    page.fill("#name input, #name textarea", "开办企业")
    page.click("#rename")
    expect(page.locator("#conversation-list")).to_contain_text("开办企业")
    with page.expect_download() as download:
        page.click("#markdown")
    assert f"## {QUESTION}" in Path(download.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as download:
        page.click("#json")
    (record,) = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert record["question"] == QUESTION
    page.click("#new")
    expect(page.locator("#chat .sentence")).to_have_count(0)
    page.locator("#conversation-list label", has_text="开办企业").click()
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=MILLISECONDS)
    page.click("#delete-conversation")
    expect(page.locator("#conversation-list label")).to_have_count(0)
    expect(page.locator("#chat .sentence")).to_have_count(0)


def test_two_pages_of_a_browser_have_their_own_conversations(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        ready(each)
    answered(page)
    question = "深圳建设了哪些基础研究机构?"
    answered(other, question)
    answered(page, "那出口通关时间呢?")
    page.wait_for_function(f"{SAVED}.some(({{ questions }}) => questions.length === 2)")
    for each, asked in ((page, QUESTION), (other, question)):
        each.reload()
        expect(each.locator("#chat .question").first).to_have_text(asked, timeout=MILLISECONDS)
        expect(each.locator("#conversation-list label")).to_have_count(2)
    expect(page.locator("#chat .answer")).to_have_count(2)


def test_a_saved_conversation_is_restored_with_its_filters(page: Page) -> None:
    page.locator("#filters button").first.click()
    page.fill("#since input, #since textarea", "2021")
    page.press("#since input, #since textarea", "Enter")
    expect(page.locator("#chips .chip")).to_have_count(1)
    answered(page)
    page.locator("#chips .chip").click()
    expect(page.locator("#chips .chip")).to_have_count(0)
    answered(page, "深圳市2019年关于企业开办的文件里，企业开办时间缩短到几天?")
    page.locator(".do-widen").click()
    shown = [page.locator(f"#chat {part}") for part in (".verdict", ".answer", ".do-widen")]
    for _ in range(2):
        for parts, count in zip(shown, (1, 2, 1), strict=True):
            expect(parts).to_have_count(count, timeout=MILLISECONDS)
        page.wait_for_function(f"{SAVED}[0].questions.length === 3")
        page.reload()


def test_a_question_in_the_address_is_asked(page: Page, app: App) -> None:
    page.goto(f"{app.address}/?document=1&start=0&end=5&question={QUESTION}")
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=MILLISECONDS)
    page.wait_for_url(f"{app.address}/?document=1&start=0&end=5")
    page.reload()
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=MILLISECONDS)
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{app.address}/?document=1&start=0&end=5&lang=en")
    expect(page).to_have_title("Gongwen QA")
    expect(page.locator(".source-view")).to_be_visible()
    expect(page.locator("#conversation-list label")).to_have_count(1)


def test_the_page_can_be_switched_to_english_and_back(page: Page) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.locator("#send")).to_have_text("Ask", timeout=MILLISECONDS)
    answered(page, "深圳地铁三号线几点停运?")
    expect(page.locator("#chat .verdict")).to_have_text("The documents do not contain an answer")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("#send")).to_have_text("提问", timeout=MILLISECONDS)


def test_an_english_browser_gets_an_english_page(anyone: Callable[..., Page]) -> None:
    page = anyone(locale="en-GB")
    expect(page.locator("#send")).to_have_text("Ask", timeout=MILLISECONDS)
    page.wait_for_function("document.documentElement.lang === 'en'")
    expect(page.get_by_role("tab")).to_have_text(["Ask", "Library", "Open questions", "Evaluation"])
