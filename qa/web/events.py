"""Settings of the page's events: their updates, the progress they show, and how many run at the same time."""

from typing import Any

from qa.web.guards.pending_events import PAGES_WAITING

Updates = dict[Any, Any]
"""maps components to new values or ``gr.update``; the other outputs of an event stay as they are"""
QUESTIONS_WAITING = 200
"""number of questions that may wait for a turn; with two processors, the last one waits some seconds"""
ASKED_AT_ONCE = PAGES_WAITING + 50
"""number of questions that Gradio handles at the same time: more than may wait for replies, so that none waits in
Gradio's own queue, which is not fair"""
THREADS = ASKED_AT_ONCE + 50
"""maximum number of threads: more than the questions can use, so that other requests find a free thread"""
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Gradio would ignore a choice that is made while it handles an earlier choice of the same field.
CHOOSING: dict[str, Any] = QUIET | {"trigger_mode": "always_last"}
# Gradio repeats "always_last" with the row of the earlier event; one at a time, so that the latest is shown last.
SELECTING: dict[str, Any] = QUIET | {"trigger_mode": "multiple", "concurrency_limit": 1}
ASKING: dict[str, Any] = QUIET | {
    "trigger_mode": "multiple",
    "concurrency_limit": ASKED_AT_ONCE,
    "concurrency_id": "ask",
}
# A long conversation is asked again beside the questions of other readers; it does not take their places.
REPLAYING: dict[str, Any] = QUIET | {"trigger_mode": "multiple", "concurrency_limit": 2, "concurrency_id": "replay"}
LISTING: dict[str, Any] = QUIET | {"concurrency_limit": 1, "concurrency_id": "list"}
"""for events that search a list or select its tab: one event at a time, so that the latest result is shown last"""
CHANGING: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "change"}
EVALUATING: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "evaluate"}
