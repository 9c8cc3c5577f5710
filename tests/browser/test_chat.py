"""Asking questions in the chat."""

import json
import re
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from qa.settings import Settings
from tests.browser.page_actions import ANSWER, MILLISECONDS, QUESTION, TITLE, add_document, answered, ask, ready
from tests.browser.running import App

SPINNER_MILLISECONDS = 100
HOSTILE = """标题<script>window.broken=1</script>
恶意文件测试编号是七七八八。<img src=x onerror="window.broken=2"> **粗体** `代码` $x^2$ $$y$$
[链接](javascript:window.broken=3)
| 甲 | 乙 | http://example.invalid/a?b=c www.example.invalid a@example.invalid # 标题 <b>标签</b> &lt;实体&gt;
1. 一 <form action="//example.invalid"><input name=a></form> <style>*{display:none}</style> <svg onload=window.broken=4>
"""


def test_a_question_asked_at_startup_waits_for_the_first_documents_and_is_answered(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("#chat .sentence")).to_contain_text(ANSWER, timeout=MILLISECONDS)
    expect(page.locator("#chat .question")).to_have_text(QUESTION)
    expect(page.locator("#question textarea")).to_have_value("")
    passage = page.locator("#chat .passage").first
    expect(passage.locator("mark")).to_contain_text(ANSWER)
    line = passage.locator(".citation")
    for part in (
        f"《{TITLE}》",
        "深圳市政务服务数据管理局",
        "2019年12月24日",
        "(一)出台营商环境改革20条等政策措施",
        "第 5 段",
    ):
        expect(line).to_contain_text(part)


def test_an_answer_is_shown_from_its_beginning(chat: Page) -> None:
    answered(chat)
    expect(chat.locator("#chat .sentence")).to_be_in_viewport()
    answered(chat, "深圳建设了哪些基础研究机构?")
    expect(chat.locator("#chat .question").last).to_be_in_viewport()
    expect(chat.locator("#chat .sentence").last).to_be_in_viewport()


def test_a_click_on_an_example_asks_it(page: Page) -> None:
    example = page.locator("#chat .example").first
    example.wait_for(timeout=MILLISECONDS)
    question = example.inner_text().strip()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    example.click()
    expect(page.locator("#chat .question")).to_have_text(question)
    expect(page.locator("#chat .sentence")).to_be_visible(timeout=MILLISECONDS)


def test_a_question_about_the_header_is_answered(chat: Page) -> None:
    ask(chat, "这封函的索引号是什么?")
    expect(chat.locator("#chat .sentence")).to_contain_text("11440300MB2C92413C/2019-00014", timeout=MILLISECONDS)
    expect(chat.locator("#chat .citation").first).to_contain_text("文件头")


def test_a_spinner_appears_within_100_milliseconds(chat: Page) -> None:
    chat.evaluate("""() => {
        const seen = new Promise(resolve => new MutationObserver(() => {
            if (getComputedStyle(document.querySelector('#send'), '::after').borderRadius === '50%')
                resolve(performance.now());
        }).observe(document.querySelector('#send'), {attributes: true}));
        document.addEventListener('keydown', () => {
            const pressed = performance.now();
            window.waited = seen.then(then => then - pressed);
        }, {capture: true, once: true});
    }""")
    chat.locator("#question textarea").fill(QUESTION)
    chat.press("#question textarea", "Enter")
    assert chat.evaluate("window.waited") <= SPINNER_MILLISECONDS
    expect(chat.locator("#chat .sentence")).to_be_visible(timeout=MILLISECONDS)
    expect(chat.locator("#send[data-asking]")).to_have_count(0)


def test_the_spinner_turns_until_the_answer_and_the_same_question_is_not_sent_twice(chat: Page) -> None:
    chat.evaluate("""() => {
        const fetched = window.fetch;
        window.fetch = async (...given) => {
            await new Promise(resolve => setTimeout(resolve, 1000));
            return fetched(...given);
        };
    }""")
    ask(chat, QUESTION)
    chat.press("#question textarea", "Enter")
    chat.click("#send")
    expect(chat.locator("#send[data-asking]")).to_have_attribute("style", re.compile(r"--turned: 0\.5turn"))
    expect(chat.locator("#chat .sentence")).to_be_visible(timeout=MILLISECONDS)
    expect(chat.locator("#send[data-asking]")).to_have_count(0)
    expect(chat.locator("#chat .question")).to_have_count(1)


def test_a_notice_shows_a_spinner(chat: Page) -> None:
    drawn = chat.evaluate("""() => {
        const ring = document.querySelector('#chat').appendChild(document.createElement('span'));
        ring.className = 'spinner';
        const style = getComputedStyle(ring);
        return [style.borderTopWidth, style.borderTopColor !== style.borderRightColor];
    }""")
    assert drawn == ["2px", True]


def test_the_send_button_sends_the_question(chat: Page) -> None:
    chat.fill("#question textarea", QUESTION)
    chat.click("#send")
    expect(chat.locator("#chat .sentence")).to_be_visible(timeout=MILLISECONDS)


def test_a_question_without_an_answer_shows_the_nearest_passages(chat: Page) -> None:
    ask(chat, "深圳地铁三号线几点停运?")
    expect(chat.locator("#chat .passage").first).to_be_visible(timeout=MILLISECONDS)
    expect(chat.locator("#chat .verdict")).to_have_text("资料中没有找到答案")
    expect(chat.locator("#chat .heading")).to_have_text("最接近的段落：")
    expect(chat.locator("#chat mark, #chat .sentence")).to_have_count(0)


def test_blank_and_overlong_questions_get_a_message_and_the_chat_continues(chat: Page) -> None:
    ask(chat, "   ")
    expect(chat.locator("#chat .error").last).to_contain_text("问题是空的", timeout=MILLISECONDS)
    ask(chat, "问" * 3000)
    expect(chat.locator("#chat .error").last).to_contain_text("问题太长：3000 个字符", timeout=MILLISECONDS)
    ask(chat, QUESTION)
    expect(chat.locator("#chat .sentence")).to_be_visible(timeout=MILLISECONDS)


def test_enter_that_ends_a_composition_of_an_input_method_does_not_send(chat: Page) -> None:
    chat.focus("#question textarea")
    keyboard = chat.context.new_cdp_session(chat)
    keyboard.send("Input.imeSetComposition", {"text": "shenzhen", "selectionStart": 8, "selectionEnd": 8})
    enter = {"code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", **enter})
    keyboard.send("Input.insertText", {"text": "深圳"})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": "Process", **enter})
    expect(chat.locator("#question textarea")).to_have_value("深圳")
    chat.wait_for_timeout(300)
    expect(chat.locator("#chat .question")).to_have_count(0)
    chat.keyboard.press("Enter")
    expect(chat.locator("#chat .question")).to_have_text("深圳")


@pytest.mark.usefixtures("own_library")
def test_markup_in_a_document_and_in_a_question_is_shown_as_text(page: Page, app: App, tmp_path: Path) -> None:
    hostile = tmp_path / "<img src=x onerror=window.broken=5>.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    ready(page)
    add_document(app, hostile)
    question = "恶意文件测试编号是<b>多少</b>? $y$ **x** <img src=x onerror=window.broken=6>"
    ask(page, question)
    passage = page.locator("#chat .passage", has_text="七七八八").first
    expect(passage).to_be_visible(timeout=MILLISECONDS)
    page.evaluate("document.querySelectorAll('#chat details').forEach(folded => { folded.open = true; })")
    shown = passage.inner_text()
    for line in HOSTILE.splitlines()[1:]:
        assert line in shown
    expect(passage.locator(".citation")).to_contain_text("<script>window.broken=1</script>")
    expect(page.locator("#chat .question")).to_have_text(question)
    assert page.evaluate("window.broken") is None
    for made in (
        "a:not(.do-open)",
        "img",
        "script",
        "form",
        "strong",
        "em",
        "code",
        "table",
        "ol",
        "b",
        "style",
        ".katex",
    ):
        assert page.locator(f"#chat .message-content {made}").count() == 0, made


def test_a_program_gets_the_answer_as_json(app: App) -> None:
    address = f"{app.address}/gradio_api/run/ask"
    body = json.dumps({"data": [QUESTION]}).encode()
    with urlopen(Request(address, body, {"Content-Type": "application/json"})) as reply:
        answer = json.load(reply)["data"][0]
    assert answer["found"]
    assert ANSWER in answer["answer"]["text"]
    assert answer["answer"]["citation"]["paragraph"] == 5


def test_the_page_knows_the_size_limit_of_files(app: App) -> None:
    with urlopen(app.address) as answer:
        assert f'"max_file_size":{Settings().file_bytes}' in answer.read().decode()


def test_the_stream_of_a_closed_page_ends(app: App) -> None:
    """The fixture of the app checks at the end that no traceback was logged."""
    with urlopen(f"{app.address}/gradio_api/queue/data?session_hash=gone") as stream:
        assert "session_not_found" in stream.read().decode()
