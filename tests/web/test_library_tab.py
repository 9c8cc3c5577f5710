"""What the library page shows."""

import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.library import AddProgress, Library
from qa.types import AddReport
from qa.web import arrivals
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


def test_an_upload_shows_each_file_while_the_others_come(
    tab: LibraryTab, plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_SECONDS_APART", 0.01)
    shown, add = threading.Event(), plain_library.add

    def slow(*paths: Path, on_progress: Callable[[AddProgress], None]) -> AddReport:
        report = add(*paths, on_progress=on_progress)
        assert shown.wait(10)
        return report

    monkeypatch.setattr(plain_library, "add", slow)
    tab._service.start()
    (tmp_path / "滑冰场.txt").write_text("滑冰场管理办法\n滑冰场每周三闭馆。\n", encoding="utf-8")
    steps = tab._receive([str(tmp_path / "滑冰场.txt")], gr.Request())
    _, first, *_ = next(steps)
    assert "<li>滑冰场.txt: " in unescape(first)
    shown.set()
    *_, (_, report, rows, _) = steps
    assert "新加 1" in report
    assert len(rows) == 3


def test_an_upload_goes_on_when_its_page_is_closed(
    tab: LibraryTab, plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_SECONDS_APART", 0.01)
    tab._service.start()
    names = [tmp_path / f"{number}.txt" for number in range(20)]
    for name in names:
        name.write_text(f"第{name.stem}号通知\n第{name.stem}号馆每周三闭馆。\n", encoding="utf-8")
    steps = tab._receive([str(name) for name in names], gr.Request())
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    tab._receiving.shutdown()
    assert len(plain_library.documents()) == 22
