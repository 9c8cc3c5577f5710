"""A text that is made for one click is saved as a file; Gradio's button needs a file beforehand."""

import json

import gradio as gr

from qa.web.gradio_fixes.text_download import download_on_click, file_record


def test_a_file_record_holds_name_and_text() -> None:
    assert json.loads(file_record("问答.md", "## 甲？")) == {"name": "问答.md", "text": "## 甲？"}


def test_a_click_makes_the_text_and_then_saves_it() -> None:
    with gr.Blocks() as page:
        button = gr.Button()
        download_on_click(button, lambda request: "", "file")
    make, save = page.get_config_file()["dependencies"]
    assert make["targets"] == [(button._id, "click")]
    assert (save["trigger_after"], save["backend_fn"]) == (make["id"], False)
    assert "link.download = file.name" in save["js"]


def test_gradios_download_button_still_has_its_file_as_its_value() -> None:
    with gr.Blocks():
        button = gr.DownloadButton("text")
    assert button.preprocess(None) is None
    assert button.value is None
