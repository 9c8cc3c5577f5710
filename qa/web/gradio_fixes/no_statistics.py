"""Keep no statistics of the events.

After every event, Gradio 6.31 makes a table of the latest 10,000 events and groups its rows, for
``/monitoring/summary``, even if monitoring is switched off. After many events, a server spends most of its time on
this. No upstream issue known.
"""

from collections.abc import Sequence

import gradio as gr


def keep_no_statistics(page: gr.Blocks) -> None:
    """Make the queue of a page keep no statistics; call it after ``page.queue()``."""
    page._queue.ANALYTICS_MAX_EVENTS = 1
    page._queue.compute_analytics_summary = _no_summary  # type: ignore[method-assign]


def _no_summary(records: Sequence[object]) -> None:
    """Summarise nothing."""
