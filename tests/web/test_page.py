"""The page as a whole: its events, and what a read-only page leaves out."""

from pathlib import Path

import gradio as gr
import pytest

from qa.library import Library
from qa.web.page import build
from qa.web.service import Service

CHANGES = {
    *("_add_files", "_delete_document", "_undo_deletion", "_store_question_file", "_evaluate", "_export_feedback"),
    *("_pin_answer", "_unpin_answer", "_forget_question", "_export_pins"),
}
"""the functions of the events that change the library or show stored data"""


def _page(library: Library, tmp_path: Path, read_only: bool) -> gr.Blocks:
    return build(Service(library, tmp_path, read_only))


def _functions(page: gr.Blocks) -> set[str]:
    return {str(event.name) for event in page.fns.values()}


def test_a_read_only_page_has_no_event_that_changes_the_library(plain_library: Library, tmp_path: Path) -> None:
    assert _functions(_page(plain_library, tmp_path, read_only=False)) >= CHANGES
    assert not _functions(_page(plain_library, tmp_path, read_only=True)) & CHANGES


@pytest.mark.parametrize("read_only", [False, True])
def test_only_the_question_is_a_public_endpoint(plain_library: Library, tmp_path: Path, read_only: bool) -> None:
    page = _page(plain_library, tmp_path, read_only)
    public = [event.name for event in page.fns.values() if event.fn and event.api_visibility != "private"]
    assert public == ["ask"]


def test_hidden_progress_is_tracked_on_a_button(plain_library: Library, tmp_path: Path) -> None:
    page = _page(plain_library, tmp_path, read_only=False)
    tracked = [event.show_progress_on for event in page.fns.values() if event.show_progress == "hidden"]
    assert tracked
    assert all(targets and isinstance(targets[0], gr.Button) for targets in tracked)


def test_no_choice_is_ignored_while_an_earlier_choice_is_handled(plain_library: Library, tmp_path: Path) -> None:
    page = _page(plain_library, tmp_path, read_only=False)
    choosing = {"_set_filters", "_select_document", "_select_question", "_choose_passage", "_search_documents", "_open"}
    modes = {str(event.name): event.trigger_mode for event in page.fns.values() if event.name in choosing}
    assert modes.keys() == choosing
    assert set(modes.values()) == {"always_last", "multiple"}
    # Gradio repeats "always_last" with the data of the earlier event, such as its row.
    assert {modes["_select_document"], modes["_select_question"]} == {"multiple"}
