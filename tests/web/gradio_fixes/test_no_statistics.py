"""Gradio's queue makes no statistics of the events."""

import json
from urllib.request import Request, urlopen

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.queueing import Queue

from qa.web.gradio_fixes.no_statistics import keep_no_statistics
from tests.web.gradio_fixes.served_app import SECONDS, served


@pytest.mark.parametrize("fixed", [False, True])
def test_gradio_makes_a_table_of_the_events_after_each_event_unless_told_not_to(
    fixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: list[int] = []

    def count(_: Queue, records: list[object]) -> None:
        tables.append(len(records))

    monkeypatch.setattr(Queue, "compute_analytics_summary", count)
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Button().click(lambda: None)
    page.queue()
    if fixed:
        keep_no_statistics(page)
    body = json.dumps({"data": [], "fn_index": 0, "session_hash": "a"}).encode()
    with served(gr.mount_gradio_app(FastAPI(), page, path="/", ssr_mode=False)) as address:
        for _ in range(3):
            with urlopen(Request(f"{address}/join", body, {"Content-Type": "application/json"}), timeout=SECONDS):
                pass
            with urlopen(f"{address}/data?session_hash=a", timeout=SECONDS) as stream:
                assert b"process_completed" in stream.read()
    assert bool(tables) is not fixed
    assert len(page._queue.event_analytics) == (1 if fixed else 3)
