"""The words on components can be shown in another language."""

import gradio as gr

from qa.web.labels import Labels
from qa.web.texts import EN, ZH


def test_every_registered_component_gets_the_words_of_a_language() -> None:
    labels = Labels()
    with gr.Blocks():
        send = labels.add(gr.Button(ZH.send), value="send")
        reasons = labels.add(gr.Radio(label=ZH.feedback_reason), label="feedback_reason", choices="feedback_reasons")
    assert labels.components == [send, reasons]
    updates = labels.updates(EN)
    assert updates[send]["value"] == "Ask"
    assert updates[reasons]["label"] == EN.feedback_reason
    assert updates[reasons]["choices"] == list(EN.feedback_reasons)
