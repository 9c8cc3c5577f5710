"""The library tab: list, uploads and selection."""

import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.library import AddProgress, Library
from qa.types import AddReport
from qa.web import upload_progress
from qa.web.events import Updates
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.labels import Labels
from qa.web.library_tab import LibraryTab
from qa.web.service import Service
from qa.web.texts import ZH


@pytest.fixture
def tab(plain_library: Library, tmp_path: Path) -> LibraryTab:
    """The tab of a library with two documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for title in ("游泳馆管理办法", "图书馆管理办法"):
        (folder / f"{title}.txt").write_text(f"{title}\n每周二闭馆。\n", encoding="utf-8")
    plain_library.add(folder)
    with gr.Blocks():
        return LibraryTab(Service(plain_library, folder), PageSessions(), Labels())


def test_the_search_words_apply_when_the_list_is_refreshed(tab: LibraryTab) -> None:
    request = gr.Request()
    assert len(tab.refreshed(request)[tab.list]) == 2
    rows = tab._search_documents("游泳", request)
    assert [row[1] for row in rows] == ["游泳馆管理办法"]
    assert tab.refreshed(request)[tab.list] == rows


def test_a_search_that_is_handled_before_the_selection_of_the_tab_stays_shown(tab: LibraryTab) -> None:
    request = gr.Request()
    rows = tab._search_documents("游泳", request)
    assert tab.tab_selected("", request)[tab.list] == rows


def test_the_words_in_the_field_apply_when_the_server_does_not_know_the_page(tab: LibraryTab) -> None:
    assert len(tab.tab_selected("游泳", gr.Request())[tab.list]) == 1


@pytest.fixture
def held(plain_library: Library, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """An event that a finished addition waits for before it ends."""
    monkeypatch.setattr(upload_progress, "_INTERVAL_SECONDS", 0.01)
    shown, add = threading.Event(), plain_library.add

    def slow(*paths: Path, on_progress: Callable[[AddProgress], None], **_: object) -> AddReport:
        report = add(*paths, on_progress=on_progress)
        assert shown.wait(10)
        return report

    monkeypatch.setattr(plain_library, "add", slow)
    return shown


@pytest.fixture
def sent(tab: LibraryTab, tmp_path: Path) -> str:
    """A file that was sent to a ready page."""
    tab._service.start()
    (tmp_path / "滑冰场.txt").write_text("滑冰场管理办法\n滑冰场每周三闭馆。\n", encoding="utf-8")
    return str(tmp_path / "滑冰场.txt")


def test_an_upload_shows_each_file_while_it_runs(tab: LibraryTab, sent: str, held: threading.Event) -> None:
    steps = tab._add_files([sent], gr.Request())
    assert "<li>滑冰场.txt: " in unescape(next(steps)[tab._report])
    held.set()
    *_, updates = steps
    assert "新加 1" in updates[tab._report]
    assert len(updates[tab.list]) == 3


def test_an_upload_continues_when_its_page_is_closed(
    tab: LibraryTab, plain_library: Library, sent: str, held: threading.Event
) -> None:
    steps = tab._add_files([sent], gr.Request())
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    held.set()
    tab._upload_thread.shutdown()
    (uploaded,) = (plain_library.folder / "uploads").glob("*.txt")
    assert plain_library.documents()[-1].sources == (str(uploaded),)


def test_an_unexpected_error_is_shown_and_logged(
    tab: LibraryTab, sent: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(tab._service.uploads, "receive", fail)
    *_, updates = tab._add_files([sent], gr.Request())
    assert updates[tab._files] is None
    assert ZH.unexpected in updates[tab._report]
    assert "secret" in caplog.text


def _select(tab: LibraryTab, request: gr.Request, number: int) -> Updates:
    return tab._select_document(request, gr.SelectData(None, {"index": [0, 0], "value": number, "row_value": [number]}))


def test_a_selected_document_can_be_deleted_and_restored(tab: LibraryTab) -> None:
    request, number = gr.Request(), tab._service.documents()[0].id
    updates = _select(tab, request, number)
    assert "游泳馆管理办法" in unescape(updates[tab._selected]) or "图书馆管理办法" in unescape(updates[tab._selected])
    assert updates[tab._delete]["interactive"]
    deleted = tab._delete_document(request)
    assert "已删除" in deleted[tab._report]
    assert (len(deleted[tab.list]), deleted[tab._delete]["interactive"], deleted[tab._undo]["visible"]) == (
        1,
        False,
        True,
    )
    restored = tab._undo_deletion(request)
    assert "已恢复" in restored[tab._report]
    assert (len(restored[tab.list]), restored[tab._undo]["visible"]) == (2, False)


def test_a_row_whose_document_has_left_the_library_selects_nothing(tab: LibraryTab) -> None:
    updates = _select(tab, gr.Request(), 99)
    assert (updates[tab._selected], updates[tab._delete]["interactive"]) == (ZH.choose_hint, False)


def test_a_read_only_page_has_no_button_to_delete(plain_library: Library, tmp_path: Path) -> None:
    with gr.Blocks():
        tab = LibraryTab(Service(plain_library, tmp_path, read_only=True), PageSessions(), Labels())
    assert _select(tab, gr.Request(), 99) == {tab._selected: ZH.choose_hint}


def select(tab: LibraryTab, title: str, request: gr.Request) -> Updates:
    number = next(summary.id for summary in tab._service.documents() if summary.metadata.title == title)
    event = gr.SelectData(None, {"index": [0, 0], "value": number, "row_value": [number]})
    return tab._select_document(request, event)


def test_a_correction_is_stored_and_shown_in_the_list_and_the_form(tab: LibraryTab) -> None:
    request, form = gr.Request(), tab._correction
    selected = select(tab, "游泳馆管理办法", request)
    assert selected[form._panel]["visible"]
    assert [selected[field] for field in form.fields] == ["游泳馆管理办法", "", "", "", ""]
    updates = tab._correct_metadata(request, "游泳馆管理办法", "甲县文化局", "", "2024-05-01", "")
    assert "已修正" in updates[tab._report]
    assert any("甲县文化局" in row for row in updates[tab.list])
    assert [updates[field] for field in form.fields] == ["游泳馆管理办法", "甲县文化局", "", "2024-05-01", ""]


def test_a_wrong_date_gets_a_message_and_nothing_is_stored(tab: LibraryTab) -> None:
    request = gr.Request()
    select(tab, "游泳馆管理办法", request)
    updates = tab._correct_metadata(request, "游泳馆管理办法", "甲县文化局", "", "五月", "")
    assert "日期看不懂" in updates[tab._report]
    assert not any("甲县文化局" in row for row in tab.refreshed(request)[tab.list])


def test_without_a_selected_document_the_form_is_hidden(tab: LibraryTab) -> None:
    request = gr.Request()
    assert not tab._correct_metadata(request, "题目", "", "", "", "")[tab._correction._panel]["visible"]
