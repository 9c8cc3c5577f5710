"""Files that come through the page."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from qa.errors import LibraryError
from qa.library import Library
from qa.web import uploads
from qa.web.uploads import NOT_SENT, Uploads
from tests.conftest import FakeEncoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library.open(tmp_path / "library", encoder=FakeEncoder())


def _file(tmp_path: Path, name: str, content: str | bytes) -> Path:
    folder = tmp_path / "sent"
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def _receive(uploads: Uploads, *files: Path) -> tuple[int, int, int]:
    report = uploads.receive(files, lambda _: None)
    return len(report.added), len(report.replaced), len(report.refused)


def _names(library: Library) -> list[str]:
    """The uploaded files."""
    return sorted(file.name for file in (library.folder / "uploads").iterdir() if file.is_file())


def test_an_uploaded_file_stays_when_the_servers_copy_goes(library: Library, tmp_path: Path) -> None:
    sent = _file(tmp_path, "函.txt", "企业开办四天。")
    assert _receive(Uploads(library), sent) == (1, 0, 0)
    sent.unlink()
    (summary,) = library.documents()
    assert Path(summary.source).read_text() == "企业开办四天。"
    assert Path(summary.source).is_relative_to(library.folder)


def test_a_zip_of_which_nothing_is_taken_leaves_nothing(library: Library, tmp_path: Path) -> None:
    sent = tmp_path / "包.zip"
    with ZipFile(sent, "w") as archive:
        archive.writestr("旧.doc", "旧")
    assert _receive(Uploads(library), sent) == (0, 0, 1)
    assert _names(library) == []


def test_what_an_earlier_server_kept_for_undoing_is_gone(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    uploads.delete(library.documents()[0].id)
    Uploads(library)
    assert not list((library.folder / "uploads" / ".trash").iterdir())


def test_the_same_name_replaces(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    assert _receive(uploads, _file(tmp_path, "函.txt", "企业开办三天。")) == (0, 1, 0)
    (summary,) = library.documents()
    assert library.document_text(summary.id) == "企业开办三天。"


def test_a_refused_file_leaves_nothing_and_what_it_should_replace_stays(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    good, broken = _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "坏.docx", b"\0\1\2")
    assert _receive(uploads, good, broken) == (1, 0, 1)
    assert _receive(uploads, _file(tmp_path, "函.txt", b"")) == (0, 0, 1)
    (summary,) = library.documents()
    assert Path(summary.source).read_text() == "企业开办四天。"
    assert [file.name for file in (library.folder / "uploads").iterdir()] == ["函.txt"]


def test_a_library_reached_by_another_way_keeps_what_is_uploaded(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for folder in (tmp_path / "link" / "a", tmp_path / "elsewhere" / ".." / "b"):
        with Library.open(folder, encoder=FakeEncoder()) as library:
            assert _receive(Uploads(library), _file(tmp_path, "函.txt", "企业开办四天。")) == (1, 0, 0)
            (summary,) = library.documents()
            assert Path(summary.source).read_text() == "企业开办四天。"


def test_files_of_one_name_are_all_kept(library: Library, tmp_path: Path) -> None:
    for folder, text in (("a", "企业开办四天。"), ("b", "出口通关更快。"), ("c", "图书馆每周一闭馆。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "函.txt").write_text(text)
    sent = [tmp_path / folder / "函.txt" for folder in "abc"]
    uploads = Uploads(library)
    assert _receive(uploads, *sent) == (3, 0, 0)
    texts = {Path(summary.source).name: library.document_text(summary.id) for summary in library.documents()}
    assert texts == {"函.txt": "企业开办四天。", "函 (2).txt": "出口通关更快。", "函 (3).txt": "图书馆每周一闭馆。"}


def test_of_files_of_one_name_a_refused_one_brings_back_what_the_first_replaced(
    library: Library, tmp_path: Path
) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "函.txt").write_bytes(b"")
    assert _receive(uploads, tmp_path / "other" / "函.txt", _file(tmp_path, "函.txt", "")) == (0, 0, 2)
    assert (library.folder / "uploads" / "函.txt").read_text() == "企业开办四天。"


def test_what_cannot_be_stored_brings_back_what_it_should_have_replaced(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    with pytest.raises(LibraryError, match="存不了"):
        _receive(uploads, _file(tmp_path, "函.txt", "企业开办三天。"), tmp_path / "没有.txt")
    assert (library.folder / "uploads" / "函.txt").read_text() == "企业开办四天。"


def test_each_deletion_can_be_undone_whatever_was_deleted_after_it(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "令.txt", "出口通关更快。"))
    before = [library.document(summary.id) for summary in library.documents()]
    deleted = [uploads.delete(contents.summary.id) for contents in before]
    assert library.documents() == ()
    assert _names(library) == []
    for summary in deleted:
        uploads.restore(summary)
    assert [library.document(summary.id) for summary in library.documents()] == before
    assert _names(library) == ["令.txt", "函.txt"]
    assert library.ask("企业开办几天?").passages[0].text == "企业开办四天。"
    assert library.verify().problems == ()


def test_what_was_deleted_comes_back_when_its_file_is_gone(library: Library, tmp_path: Path) -> None:
    file = _file(tmp_path, "函.txt", "企业开办四天。")
    library.add(file)
    (summary,) = library.documents()
    uploads = Uploads(library)
    uploads.delete(summary.id)
    file.unlink()
    uploads.restore(summary)
    assert library.document_text(summary.id) == "企业开办四天。"


def test_of_a_zip_only_the_document_that_is_restored_comes_back(library: Library, tmp_path: Path) -> None:
    sent = tmp_path / "包.zip"
    with ZipFile(sent, "w") as archive:
        archive.writestr("甲.txt", "企业开办四天。")
        archive.writestr("乙.txt", "出口通关更快。")
    uploads = Uploads(library)
    assert _receive(uploads, sent) == (2, 0, 0)
    first, second = library.documents()
    uploads.delete(first.id)
    assert _names(library) == ["包.zip"]
    uploads.delete(second.id)
    assert _names(library) == []
    uploads.restore(second)
    assert library.documents() == (second,)
    assert _names(library) == ["包.zip"]


def test_what_came_meanwhile_under_the_same_name_stays(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    deleted = uploads.delete(library.documents()[0].id)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办三天。"))
    with pytest.raises(LibraryError, match="已是另一份文件"):
        uploads.restore(deleted)
    (summary,) = library.documents()
    assert library.document_text(summary.id) == "企业开办三天。"
    assert Path(summary.source).read_text() == "企业开办三天。"


def test_only_the_latest_deletions_can_be_undone(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.web.uploads._UNDOABLE", 1)
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "令.txt", "出口通关更快。"))
    first, second = (uploads.delete(summary.id) for summary in library.documents())
    with pytest.raises(LibraryError, match="《函》恢复不了"):
        uploads.restore(first)
    uploads.restore(second)
    assert library.documents() == (second,)
    assert not list((library.folder / "uploads" / ".trash").iterdir())


def test_what_is_not_there_cannot_be_deleted(library: Library) -> None:
    with pytest.raises(LibraryError, match="没有编号为 7"):
        Uploads(library).delete(7)


def test_a_file_that_was_too_large_to_be_sent_is_refused_and_the_others_are_taken(
    library: Library, tmp_path: Path
) -> None:
    sent = [_file(tmp_path, "大.txt", NOT_SENT), _file(tmp_path, "函.txt", "企业开办四天。")]
    report = Uploads(library).receive(sent, lambda _: None)
    assert [Path(source).name for source in report.added] == ["函.txt"]
    assert [(one.source, one.reason[:10]) for one in report.refused] == [("大.txt", "文件太大：大.txt")]
    assert _names(library) == ["函.txt"]


def test_the_page_sends_what_is_known_as_not_sent() -> None:
    assert NOT_SENT.decode() in (Path(uploads.__file__).parent / "page.js").read_text(encoding="utf-8")
