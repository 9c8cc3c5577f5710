"""The evaluation tab: question files and their errors."""

from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.library import Library
from qa.web.evaluation_tab import EvaluationTab
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.gradio_fixes.upload_limit import PLACEHOLDER
from qa.web.labels import Labels
from qa.web.service import Service
from tests.conftest import FakeEncoder


@pytest.fixture
def tab(tmp_path: Path) -> EvaluationTab:
    """The tab of an empty library that is ready."""
    service = Service(Library.open(tmp_path / "library", encoder=FakeEncoder()), tmp_path / "none")
    service.start()
    with gr.Blocks():
        return EvaluationTab(service, PageSessions(), Labels())


def test_a_bad_question_file_is_named_without_its_folder(tab: EvaluationTab, tmp_path: Path) -> None:
    file = tmp_path / "library" / "questions" / "问题.jsonl"
    file.parent.mkdir()
    file.write_text("{", encoding="utf-8")
    said = unescape(tab._evaluate(file.name, gr.Request()))
    assert "问题.jsonl" in said
    assert str(tmp_path) not in said


def test_a_question_file_that_cannot_be_stored_is_named_in_the_language_of_the_page_and_not_selected(
    tab: EvaluationTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library" / "questions").write_text("not a folder")
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(gr, "Warning", lambda message, title: said.append((message, title)))
    updates = tab._store_question_file(str(tmp_path / "<b>.csv"), gr.Request())
    ((message, title),) = said
    assert "<b>" not in message
    assert unescape(message) == "“<b>.csv”无法保存。请检查服务器的磁盘空间和权限"
    assert title == "提示"
    assert "value" not in updates[tab.question_files]


def test_a_question_file_that_is_too_large_is_refused_by_its_name(
    tab: EvaluationTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(gr, "Warning", lambda message, title: said.append(unescape(message)))
    (tmp_path / "大.csv").write_text(PLACEHOLDER)
    tab._store_question_file(str(tmp_path / "大.csv"), gr.Request())
    assert said == ["“大.csv”太大，上限 100 MB。请拆成几个文件"]
    assert tab.refreshed()["choices"] == []


def test_question_files_from_other_pages_are_offered(tab: EvaluationTab, tmp_path: Path) -> None:
    assert tab.refreshed()["choices"] == []
    (tmp_path / "library" / "questions").mkdir()
    (tmp_path / "library" / "questions" / "问题.csv").write_text("")
    assert tab.refreshed()["choices"] == ["问题.csv"]
