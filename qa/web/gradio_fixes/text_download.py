"""Make a text on the server when a button is clicked, and save the text as a file in the browser.

The ``gr.DownloadButton`` of Gradio 6.31 needs a file on the server before it is clicked:
https://github.com/gradio-app/gradio/issues/9230. Here the text goes to a hidden text box, and a script saves it.
"""

import json
from collections.abc import Callable
from typing import Any

import gradio as gr

from qa.web.events import QUIET
from qa.web.page_scripts import function_script


def download_on_click(button: gr.Button, make: Callable[[gr.Request], str], elem_id: str) -> None:
    """Make a click on a button save a text as a file in the browser.

    Args:
        button: the button.
        make: returns the result of :func:`file_record`, or an empty string if there is nothing to save.
        elem_id: HTML id of the hidden text box.
    """
    text_box = gr.Textbox(visible="hidden", elem_id=elem_id)
    click: Any = button.click
    click(make, None, text_box, **QUIET).then(None, text_box, js=function_script("download_text"))


def file_record(name: str, text: str) -> str:
    """Return a file's name and text as JSON, as ``download_text.js`` reads them."""
    return json.dumps({"name": name, "text": text}, ensure_ascii=False)
