"""A reply comes in one piece: Gradio sends the last step of a generator twice."""

from collections.abc import Iterator

import gradio as gr

from qa.web.gradio_fixes.single_reply import last_step
from tests.web.gradio_fixes.running_page import outputs


def test_the_last_of_several_steps_is_returned() -> None:
    assert last_step(iter("甲乙丙")) == "丙"


def test_gradio_still_sends_the_last_step_of_a_generator_twice() -> None:
    def steps() -> Iterator[str]:
        yield "甲"
        yield "乙"

    with gr.Blocks() as page:
        gr.Button().click(steps, None, gr.Textbox())
    assert [kind for kind, _ in outputs(page)] == ["process_generating", "process_generating", "process_completed"]


def test_gradio_sends_a_returned_value_once() -> None:
    with gr.Blocks() as page:
        gr.Button().click(lambda: "乙", None, gr.Textbox())
    assert outputs(page) == [("process_completed", ["乙"])]
