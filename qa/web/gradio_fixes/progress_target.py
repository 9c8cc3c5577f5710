"""Keep Gradio's progress tracking away from large values.

Gradio 6.31 tracks the progress of an event on all outputs of the event, even if the progress is not shown. It copies
the values of the outputs each time, such as the whole conversation, which takes half of the time until a user sees an
answer. The argument ``show_progress_on`` (https://github.com/gradio-app/gradio/pull/10492) names other components; no
upstream issue is known for hidden progress.
"""

import gradio as gr
from gradio.components import Component


def track_hidden_progress_on(page: gr.Blocks, component: Component) -> None:
    """Make all events that show no progress track it on one small component.

    Args:
        page: the page, with all its events.
        component: a component without a value, such as a button.
    """
    for event in page.fns.values():
        if event.show_progress == "hidden":
            event.show_progress_on = [component]
