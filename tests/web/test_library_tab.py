"""What the library page shows."""

from pathlib import Path

import gradio as gr
import pytest

from qa.library import Library
from qa.web.labels import Labels
from qa.web.library_tab import LibraryTab
from qa.web.service import Service
from qa.web.sessions import Sessions


@pytest.fixture
def tab(plain_library: Library, tmp_path: Path) -> LibraryTab:
    """Of a library with two documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for title in ("游泳馆管理办法", "图书馆管理办法"):
        (folder / f"{title}.txt").write_text(f"{title}\n每周二闭馆。\n", encoding="utf-8")
    plain_library.add(folder)
    with gr.Blocks():
        return LibraryTab(Service(plain_library, folder), Sessions(), Labels())


def test_what_is_searched_for_holds_when_the_list_is_made_anew(tab: LibraryTab) -> None:
    request = gr.Request()
    assert len(tab.refreshed(request)[0]) == 2
    found = tab._found("游泳", request)
    assert [row[1] for row in found] == ["游泳馆管理办法"]
    assert tab.refreshed(request)[0] == found
