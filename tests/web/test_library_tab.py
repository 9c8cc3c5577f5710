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
from qa.web.texts import ZH


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


@pytest.fixture
def held(plain_library: Library, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Until it is set, an addition that has added everything does not end."""
    monkeypatch.setattr(arrivals, "_SECONDS_APART", 0.01)
    shown, add = threading.Event(), plain_library.add

    def slow(*paths: Path, on_progress: Callable[[AddProgress], None]) -> AddReport:
        report = add(*paths, on_progress=on_progress)
        assert shown.wait(10)
        return report

    monkeypatch.setattr(plain_library, "add", slow)
    return shown


@pytest.fixture
def sent(tab: LibraryTab, tmp_path: Path) -> str:
    """A file that was sent to a page which is ready."""
    tab._service.start()
    (tmp_path / "滑冰场.txt").write_text("滑冰场管理办法\n滑冰场每周三闭馆。\n", encoding="utf-8")
    return str(tmp_path / "滑冰场.txt")


def test_an_upload_shows_each_file_while_the_others_come(tab: LibraryTab, sent: str, held: threading.Event) -> None:
    steps = tab._receive([sent], gr.Request())
    _, first, *_ = next(steps)
    assert "<li>滑冰场.txt: " in unescape(first)
    held.set()
    *_, (_, report, rows, _) = steps
    assert "新加 1" in report
    assert len(rows) == 3


def test_an_upload_goes_on_when_its_page_is_closed(
    tab: LibraryTab, plain_library: Library, sent: str, held: threading.Event
) -> None:
    steps = tab._receive([sent], gr.Request())
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    held.set()
    tab._receiving.shutdown()
    (uploaded,) = (plain_library.folder / "uploads").glob("*.txt")
    assert plain_library.documents()[-1].sources == (str(uploaded),)


def test_what_nobody_expects_is_said_and_logged(
    tab: LibraryTab, sent: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(tab._uploads, "receive", fail)
    *_, (files, report, _, _) = tab._receive([sent], gr.Request())
    assert files is None
    assert ZH.unexpected in report
    assert "secret" in caplog.text
