"""The server keeps no copy of the page for each session; Gradio would."""

import gradio as gr
import pytest
from gradio import state_holder

from qa.web.gradio_fixes.session_values import LeanSessionState, _GradioState, keep_no_session_values


def _state_after_an_event(state: type[_GradioState], monkeypatch: pytest.MonkeyPatch) -> _GradioState:
    """Return the state of a page whose choices and text an event has changed."""
    monkeypatch.setattr(state_holder, "SessionState", state)
    with gr.Blocks() as page:
        text, choice = gr.Textbox(), gr.Radio(["甲"])
        text.change(lambda: ("长" * 1000, gr.Radio(["乙"])), None, [text, choice])
    holder = state_holder.StateHolder()
    holder.set_blocks(page)
    session = holder["page"]
    session[choice._id] = gr.Radio(["乙"], render=False)
    session._update_config(choice._id)
    session._update_value_in_config(text._id, "长" * 1000)
    assert session[choice._id].choices == [("乙", "乙")]
    return session


def test_gradio_still_keeps_all_components_and_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    session = _state_after_an_event(_GradioState, monkeypatch)
    assert "长" * 1000 in str(session.config_values)


def test_only_changed_components_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_holder, "SessionState", _GradioState)
    keep_no_session_values()
    session = _state_after_an_event(state_holder.SessionState, monkeypatch)
    assert isinstance(session, LeanSessionState)
    assert session.config_values == {}


def test_the_state_has_the_attributes_of_gradios_state() -> None:
    with gr.Blocks() as page:
        gr.Textbox()
    assert vars(LeanSessionState(page)).keys() == vars(_GradioState(page)).keys()
