"""How the events of the page are run: what they show of themselves, and how many of them at a time."""

from typing import Any

ASKED_AT_ONCE = 8
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
ASKING: dict[str, Any] = QUIET | {
    "trigger_mode": "multiple",
    "concurrency_limit": ASKED_AT_ONCE,
    "concurrency_id": "ask",
}
# A long conversation is asked again beside the questions of others, and not in their place.
REPLAYING: dict[str, Any] = QUIET | {"trigger_mode": "multiple", "concurrency_limit": 2, "concurrency_id": "replay"}
LISTING: dict[str, Any] = QUIET | {"concurrency_limit": 1, "concurrency_id": "list"}
"""searches and what is shown when the tab is chosen, one after the other: what was asked for last is shown last"""
CHANGING: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "change"}
EVALUATING: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "evaluate"}
