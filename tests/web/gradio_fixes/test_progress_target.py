"""Hidden progress is tracked on a small component, and Gradio's front end still follows ``show_progress_on``."""

from typing import Any

import gradio as gr

from qa.web.gradio_fixes.progress_target import track_hidden_progress_on
from tests.web.gradio_fixes.frontend import scripts


def test_only_events_with_hidden_progress_are_changed() -> None:
    with gr.Blocks() as page:
        button, chat = gr.Button(), gr.Chatbot()
        click: Any = button.click
        click(lambda: None, None, chat, show_progress="hidden")
        click(lambda: None, None, chat)
        track_hidden_progress_on(page, button)
    events = page.get_config_file()["dependencies"]
    assert [event["show_progress_on"] for event in events] == [[button._id], None]


def test_gradio_still_tracks_progress_on_all_outputs_by_default() -> None:
    assert "return this.show_progress_on||this.outputs" in scripts("Blocks-*")
