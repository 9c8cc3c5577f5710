"""Several people at once."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import ANSWER, MILLISECONDS, QUESTION, answered, ready, turn_to
from tests.browser.running import App

SESSIONS = 20
FILES = 100
SECONDS = 10
"""as long as an answer may take on a machine that has much else to do"""


def said(address: str, session: str) -> list[dict[str, Any]]:
    """Ask as the page does, in a session of its own: all that the server says to it."""
    with urlopen(f"{address}/config") as config:
        events = json.load(config)["dependencies"]
    asking = next(event for event in events if any(kind == "submit" for _, kind in event["targets"]))
    body = {"data": [QUESTION, None], "fn_index": asking["id"], "session_hash": session, "event_data": None}
    queue = f"{address}/gradio_api/queue"
    with urlopen(Request(f"{queue}/join", json.dumps(body).encode(), {"Content-Type": "application/json"})) as joined:
        joined.read()
    with urlopen(f"{queue}/data?session_hash={session}") as stream:
        return [json.loads(line.removeprefix(b"data:")) for line in stream if line.startswith(b"data:")]


def test_twenty_sessions_that_ask_at_once_all_get_the_answer(app: App, page: Page) -> None:
    ready(page)
    with ThreadPoolExecutor(SESSIONS) as people:
        heard = list(people.map(lambda number: said(app.address, f"session{number}"), range(SESSIONS)))
    for messages in heard:
        assert [message["success"] for message in messages if message["msg"] == "process_completed"] == [True]
        assert ANSWER in json.dumps(messages, ensure_ascii=False)


@pytest.mark.usefixtures("own_library")
def test_one_is_answered_while_another_uploads_many_files(
    page: Page, anyone: Callable[..., Page], tmp_path: Path
) -> None:
    files = [tmp_path / f"通知{number}.txt" for number in range(FILES)]
    for number, file in enumerate(files):
        file.write_text(
            f"关于第{number}号事项的通知\n第{number}号事项由第{number}科负责，限{number + 1}日内办结。\n",
            encoding="utf-8",
        )
    other = ready(anyone())
    turn_to(ready(page), "资料库")
    page.set_input_files("#upload input[type=file]", files)
    expect(page.locator("#report")).to_contain_text("正在加入：文件", timeout=MILLISECONDS)
    waited = []
    while not page.locator("#report", has_text="新加").count():
        began = time.monotonic()
        answered(other)
        waited.append(time.monotonic() - began)
    expect(page.locator("#report")).to_contain_text(f"新加 {FILES}，更换 0，未变 0，拒绝 0")
    assert waited
    assert max(waited) < SECONDS
