"""Several people at the same time."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from zipfile import ZipFile

from playwright.sync_api import Browser, Page

from tests.browser.page_actions import ANSWER, MILLISECONDS, QUESTION, answered, ready, turn_to
from tests.browser.running import App, person, started

SESSIONS = 20
FILES = 1000
ASKED = 3
SECONDS = 10
"""the longest time for an answer on a busy machine"""
RECORD_REPORTS = """() => {
    window.reports = [];
    const record = () => reports.push(document.querySelector('#report')?.textContent ?? '');
    new MutationObserver(record).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
REPORTED = "pattern => reports.some(report => new RegExp(pattern).test(report))"
PROGRESS, ENDED = f"正在加入：文件 .*/{FILES}，", f"新加 {FILES}，"


def messages_of(address: str, session: str) -> list[dict[str, Any]]:
    """Ask as the page does, in its own session; return all messages of the server."""
    with urlopen(f"{address}/config") as config:
        events = json.load(config)["dependencies"]
    asking = next(event for event in events if any(kind == "submit" for _, kind in event["targets"]))
    body = {"data": [QUESTION, None], "fn_index": asking["id"], "session_hash": session, "event_data": None}
    queue = f"{address}/gradio_api/queue"
    with urlopen(Request(f"{queue}/join", json.dumps(body).encode(), {"Content-Type": "application/json"})) as joined:
        joined.read()
    with urlopen(f"{queue}/data?session_hash={session}") as stream:
        return [json.loads(line.removeprefix(b"data:")) for line in stream if line.startswith(b"data:")]


def test_twenty_sessions_that_ask_at_the_same_time_all_get_the_answer(app: App, page: Page) -> None:
    ready(page)
    with ThreadPoolExecutor(SESSIONS) as people:
        replies = list(people.map(lambda number: messages_of(app.address, f"session{number}"), range(SESSIONS)))
    for messages in replies:
        assert [message["success"] for message in messages if message["msg"] == "process_completed"] == [True]
        assert ANSWER in json.dumps(messages, ensure_ascii=False)


def test_questions_are_answered_while_a_thousand_files_are_uploaded(browser: Browser, tmp_path: Path) -> None:
    packed = tmp_path / "很多.zip"
    with ZipFile(packed, "w") as archive:
        for number in range(FILES):
            text = f"关于第{number}号事项的通知\n第{number}号事项由第{number}科负责，限{number % 60 + 1}日内办结。\n"
            archive.writestr(f"通知{number}.txt", text)
    # A separate app that ends during the upload: removing the files from the shared library would take minutes.
    with started(tmp_path, "app.py") as app, person(browser, app) as uploader, person(browser, app) as reader:
        page, other = ready(uploader.open()), ready(reader.open())
        turn_to(page, "资料库")
        page.evaluate(RECORD_REPORTS)
        page.set_input_files("#upload input[type=file]", packed)
        # Recorded by the page itself: the report may change between two looks at it.
        page.wait_for_function(REPORTED, arg=PROGRESS, timeout=MILLISECONDS)
        waited: list[float] = []
        while len(waited) < ASKED and not page.evaluate(REPORTED, ENDED):
            began = time.monotonic()
            answered(other)
            waited.append(time.monotonic() - began)
    assert waited
    assert max(waited) < SECONDS, sorted(waited)
