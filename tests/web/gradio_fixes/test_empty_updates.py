"""An event that changes nothing leaves its outputs as they are; without the workaround Gradio clears them."""

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from qa.web.events import Updates
from qa.web.gradio_fixes.empty_updates import no_updates
from tests.web.gradio_fixes.running_page import outputs, replies


def _page(make: Callable[[gr.Textbox], Callable[[], Any]]) -> gr.Blocks:
    """Return a page with an event of two outputs."""
    with gr.Blocks() as page:
        first, second = gr.Textbox(), gr.Textbox()
        gr.Button().click(make(first), None, [first, second])
    return page


def test_an_event_without_updates_skips_all_outputs() -> None:
    def make(first: gr.Textbox) -> Callable[[], Iterator[Updates]]:
        def event() -> Iterator[Updates]:
            yield no_updates(first)

        return event

    sent = outputs(_page(make))
    assert sent[0] == ("process_generating", [{"__type__": "update"}] * 2)


def test_gradio_still_clears_the_outputs_of_a_generator_that_yields_nothing() -> None:
    def make(_: gr.Textbox) -> Callable[[], Iterator[Updates]]:
        def event() -> Iterator[Updates]:
            yield from ()

        return event

    assert outputs(_page(make)) == [("process_completed", [None, None])]


def test_gradio_still_rejects_an_empty_dict() -> None:
    last = replies(_page(lambda _: dict))[-2]
    assert (last["msg"], last["success"]) == ("process_completed", False)
