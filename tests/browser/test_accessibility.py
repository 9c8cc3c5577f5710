"""Accessibility: keyboard, screen reader, phone, dark screen, print."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_actions import ANSWER, MILLISECONDS, add_document, answered, ask, opened, ready, turn_to
from tests.browser.running import App, person

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREENS: dict[str, dict[str, Any]] = {"dark": {"color_scheme": "dark"}, "phone": PHONE}
"""each is light or dark and wide or narrow; the contrast of colours does not depend on the width"""


def serious(page: Page) -> list[str]:
    """Return the violations that axe rates serious or critical, in the page and its frames, after all animations."""
    page.wait_for_function("document.getAnimations().every(animation => animation.playState !== 'running')")
    found = [
        violation
        for frame in page.frames
        for violation in Axe().run(frame).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def screens(page: Page, questions: Path) -> Iterator[str]:
    """Show the main screens one after the other; yield the name of each."""
    ready(page)
    yield "new page"
    answered(page)
    yield "answer"
    answered(page, "深圳地铁三号线几点停运?")
    page.locator("#chat .do-bad").last.click()
    page.locator("#reasons").wait_for()
    page.locator("#filters button").first.click()
    page.locator("#since").wait_for()
    yield "not found, with reason and filters"
    page.locator("#chat a.do-open").first.click()
    page.locator(".source-view").wait_for()
    yield "source"
    page.locator(".do-close").click()
    page.get_by_role("button", name="历史对话").click()
    page.locator("#conversation-list label").first.wait_for()
    yield "conversations"
    page.get_by_role("button", name="收起").click()
    turn_to(page, "资料库")
    page.locator("#statistics .chart").first.wait_for()
    page.locator("#documents [role=gridcell]").nth(1).click()
    expect(page.locator("#delete")).to_be_enabled()
    yield "library"
    turn_to(page, "评测")
    page.set_input_files("#question-file input[type=file]", questions)
    expect(page.locator("#stored-questions input")).to_have_value(questions.name)
    page.click("#evaluate")
    page.frame_locator("#evaluation iframe").locator("h2").first.wait_for(timeout=MILLISECONDS)
    # The sandbox of the report forbids all scripts, including axe.
    page.locator("#evaluation iframe").evaluate("""report => {
        const other = report.cloneNode();
        other.removeAttribute('sandbox');
        report.replaceWith(other);
    }""")
    expect(page.frame_locator("#evaluation iframe").locator("h2").first).to_be_visible()
    yield "evaluation"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("own_library")
def test_axe_finds_no_serious_violation_on_any_screen(anyone: Callable[..., Page], screen: str, tmp_path: Path) -> None:
    questions = tmp_path / "问题.jsonl"
    rows = ({"question": "深圳企业开办时间缩短到几天?", "answers": [answer]} for answer in ("4天", "没有"))
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    page = anyone(**SCREENS[screen])
    found = {shown: serious(page) for shown in screens(page, questions)}
    assert not any(found.values()), found


def test_a_question_is_asked_checked_and_judged_with_the_keyboard_alone(page: Page) -> None:
    ready(page)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("深圳企业开办时间缩短到几天?")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=MILLISECONDS)
    back_to(page, "#chat .answer > .source a.do-open")
    page.keyboard.press("Enter")
    expect(page.locator(".source-view h2")).to_be_focused()
    current = page.locator(".source-text .current")
    first = current.inner_text()
    on_to(page, ".do-next")
    page.keyboard.press("Enter")
    expect(current).not_to_have_text(first)
    on_to(page, ".source-view nav a")
    on_to(page, ".source-text")
    back_to(page, ".do-close")
    page.keyboard.press("Space")
    expect(page.locator(".source-view")).to_have_count(0)
    expect(page.locator("#chat .answer > .source a.do-open")).to_be_focused()
    on_to(page, ".do-good")
    page.keyboard.press("Space")
    expect(page.get_by_text("已记下，谢谢。").first).to_be_visible()


def test_the_conversations_open_by_a_named_button_and_close_with_the_keyboard(page: Page) -> None:
    button = page.get_by_role("button", name="历史对话")
    for _ in range(2):
        button.click()
        expect(page.locator("#new")).to_be_in_viewport()
        expect(page.get_by_role("button", name="收起")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#new")).not_to_be_in_viewport()
    box, title = button.bounding_box(), page.locator("#introduction h1").bounding_box()
    assert box
    assert title
    assert box["x"] > title["x"] + title["width"]


def test_a_document_is_selected_with_the_keyboard_alone(page: Page) -> None:
    ready(page)
    back_to(page, "[role=tab]")
    page.keyboard.press("Enter")
    turn_to(page, "资料库")
    page.locator("#statistics .chart").first.wait_for()
    page.locator("#search-documents :is(input, textarea)").focus()
    on_to(page, "#documents [role=gridcell]")
    page.keyboard.press("Enter")
    expect(page.locator("#delete")).to_be_enabled()


@pytest.mark.usefixtures("own_library")
def test_a_document_is_deleted_and_restored_with_the_keyboard_alone(page: Page, app: App, tmp_path: Path) -> None:
    file = tmp_path / "令.txt"
    file.write_text("关于夜市的令\n夜市每晚十一点收摊。\n", encoding="utf-8")
    ready(page)
    add_document(app, file)
    while page.evaluate("document.activeElement.innerText") != "资料库":
        back_to(page, "[role=tab]")
    page.keyboard.press("Enter")
    expect(page.locator("#statistics")).to_contain_text("2 份文件")
    on_to(page, "#documents [role=gridcell]")
    page.keyboard.press("Enter")
    expect(page.locator("#selected")).to_contain_text("《关于夜市的令》")
    on_to(page, "#selected a")
    on_to(page, "#delete")
    page.keyboard.press("Enter")
    expect(page.locator("#report")).to_contain_text("已删除：《关于夜市的令》", timeout=MILLISECONDS)
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#report")).to_contain_text("已恢复：《关于夜市的令》", timeout=MILLISECONDS)
    expect(page.locator("#search-documents :is(input, textarea)")).to_be_focused()


def on_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key, Tab by default, until the focus is on the element."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{key} does not lead to {selector}")


def back_to(page: Page, selector: str) -> None:
    """Press Shift+Tab until the focus is on the element."""
    on_to(page, selector, "Shift+Tab")


def test_labels_for_screen_readers_are_in_the_language_of_the_page(page: Page) -> None:
    answered(page)
    log = page.get_by_role("log", name="对话")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator(".sentence")).to_be_visible()
    expect(page.locator("#chat [aria-label*='<']")).to_have_count(0)
    labels = page.locator("#conversations [aria-label], #chat-column [aria-label], #upload button[aria-label]")
    names = labels.evaluate_all("all => all.filter(element => element.offsetParent).map(element => element.ariaLabel)")
    assert not re.search("[a-z]", " ".join(names))


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "把文件拖到这里，或点这里选择"), ("en", "Drop files here, or click to choose")]
)
def test_the_text_of_an_upload_is_in_the_language_of_the_page(
    anyone: Callable[..., Page], language: str, words: str
) -> None:
    page = anyone()
    page.goto(f"{page.url.partition('?')[0]}?lang={language}")
    for number, selector in ((1, "#upload"), (3, "#question-file")):
        page.get_by_role("tab").nth(number).click()
        expect(page.locator(f"{selector} button .wrap").first).to_have_text(words, use_inner_text=True)


def test_a_dark_page_is_dark(anyone: Callable[..., Page]) -> None:
    page = anyone(color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)")
    assert max(colour) < 64


def test_nothing_is_wider_than_a_phone(anyone: Callable[..., Page]) -> None:
    page = ready(anyone(**PHONE))
    answered(page)
    expect(page.locator("#chat .question")).to_be_in_viewport()
    expect(page.locator("#question textarea")).to_be_in_viewport()
    assert fits(page)
    ask(page, "深圳地铁三号线几点停运?")
    expect(page.locator("#chat .verdict")).to_be_in_viewport(timeout=MILLISECONDS)
    page.locator("#chat a.do-open").first.click()
    expect(page.locator(".source-view h2")).to_be_in_viewport()
    expect(page.locator(".source-text mark").first).to_be_in_viewport()
    assert fits(page)
    page.locator(".do-close").click()
    for tab in ("资料库", "待答问题", "评测"):
        turn_to(page, tab)
        assert fits(page)


def fits(page: Page) -> bool:
    """Return whether no part of the page is wider than the phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= 390"))


def test_print_shows_the_answer_and_the_source_without_controls(page: Page) -> None:
    opened(page)
    page.emulate_media(media="print")
    for shown in ("#chat .sentence", "#chat .passage >> nth=0", ".source-view h2", ".source-text mark >> nth=0"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in ("#ask", "#filters", "#chat .tools >> nth=0", ".source-bar button >> nth=0", "[role=tablist]"):
        expect(page.locator(hidden)).to_be_hidden()
    whole = page.evaluate("""() => ['#chat', '.source-text'].every(part => {
        const box = document.querySelector(part);
        return box.scrollHeight <= box.clientHeight + 1 || getComputedStyle(box).overflowY === 'visible';
    })""")
    assert whole


def test_print_marks_the_sentence_and_is_light_on_a_dark_screen(anyone: Callable[..., Page]) -> None:
    page = anyone(color_scheme="dark", viewport={"width": 600, "height": 800})
    opened(page)
    page.emulate_media(media="print", color_scheme="dark")
    mark = "getComputedStyle(document.querySelector('.source-text mark'))"
    assert page.evaluate(f"{mark}.printColorAdjust") == "exact"
    assert "underline" in page.evaluate(f"{mark}.textDecorationLine")
    for part, lightest in (("body", True), ("#chat .text p", False), (".source-text p", False)):
        kind = "backgroundColor" if lightest else "color"
        style = f"getComputedStyle(document.querySelector('{part}')).{kind}"
        wanted = "value > 240" if lightest else "value < 100"
        page.wait_for_function(f"{style}.match(/\\d+/g).slice(0, 3).every(value => {wanted})")
    assert page.evaluate("getComputedStyle(document.querySelector('#source-column')).position") != "fixed"


def test_an_idle_page_is_not_repainted(app: App, browser: Browser) -> None:
    with person(browser, app) as someone:
        someone.context.add_init_script(
            "window.drawn = 0; const ask = window.requestAnimationFrame.bind(window);"
            "window.requestAnimationFrame = draw => { window.drawn += 1; return ask(draw); };"
        )
        page = ready(someone.open())
        answered(page)
        # Eventually a second passes without a frame.
        page.wait_for_function(
            "() => { const before = window.drawnBefore; window.drawnBefore = window.drawn; return before === drawn; }",
            polling=1000,
        )


def test_nothing_moves_while_the_page_loads(anyone: Callable[..., Page], page: Page) -> None:
    page.add_init_script("""
        window.moved = [];
        new PerformanceObserver(list => window.moved.push(...list.getEntries().map(entry => entry.value)))
            .observe({type: 'layout-shift', buffered: true});
    """)
    page.reload()
    ready(page)
    page.wait_for_timeout(500)
    assert sum(page.evaluate("window.moved")) < 0.01
