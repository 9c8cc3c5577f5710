"""The evaluation in the browser, without one."""

from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.library import Library
from qa.web.evaluation_tab import EvaluationTab
from qa.web.labels import Labels
from qa.web.service import Service
from qa.web.session import Session
from tests.conftest import FakeEncoder


@pytest.fixture
def tab(tmp_path: Path) -> EvaluationTab:
    """The evaluation of an empty library that is ready."""
    service = Service(Library.open(tmp_path / "library", encoder=FakeEncoder()), tmp_path / "none")
    service.start()
    with gr.Blocks():
        return EvaluationTab(service, gr.State(Session()), Labels())


def test_a_bad_question_file_is_named_without_its_folder(tab: EvaluationTab, tmp_path: Path) -> None:
    file = tmp_path / "library" / "questions" / "问题.jsonl"
    file.parent.mkdir()
    file.write_text("{", encoding="utf-8")
    said = unescape(tab._run(Session(), file.name))
    assert "问题.jsonl" in said
    assert str(tmp_path) not in said
