"""Return updates that leave all outputs of an event unchanged.

Gradio 6.31 clears all outputs of a generator that yields nothing, and does not read an empty dict as "no updates". No
upstream issue known.
"""

from typing import Any

import gradio as gr

from qa.web.events import Updates


def no_updates(component: Any) -> Updates:
    """Return the updates of an event that changes nothing.

    Args:
        component: any output of the event.
    """
    return {component: gr.skip()}
