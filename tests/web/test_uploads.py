"""Uploaded files are stored with the library, and deletions can be undone."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from qa.errors import LibraryError
from qa.library import Library
from qa.web.gradio_fixes.upload_limit import PLACEHOLDER
from qa.web.uncited_uploads import UncitedUploads
from qa.web.uploads import Uploads
from tests.conftest import FakeEncoder
from tests.reading.test_compiled_documents import FIRST, SECOND


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
    """Return the names of the uploaded files."""
    return sorted(file.name for file in (library.folder / "uploads").iterdir() if file.is_file())


def test_an_uploaded_file_outlives_the_servers_temporary_copy(library: Library, tmp_path: Path) -> None:
    sent = _file(tmp_path, "函.txt", "企业开办四天。")
    assert _receive(Uploads(library), sent) == (1, 0, 0)
    sent.unlink()
    (summary,) = library.documents()
    assert Path(summary.source).read_text() == "企业开办四天。"
    assert Path(summary.source).is_relative_to(library.folder)


def test_a_zip_without_any_accepted_file_is_not_stored(library: Library, tmp_path: Path) -> None:
    sent = tmp_path / "包.zip"
    with ZipFile(sent, "w") as archive:
        archive.writestr("旧.ppt", "旧")
    assert _receive(Uploads(library), sent) == (0, 0, 1)
    assert _names(library) == []


def test_a_restart_deletes_the_files_kept_for_undoing(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    uploads.delete(library.documents()[0].id)
    Uploads(library)
    assert not list((library.folder / "uploads" / ".trash").iterdir())


def test_a_file_with_the_name_of_an_upload_replaces_it(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    assert _receive(uploads, _file(tmp_path, "函.txt", "企业开办三天。")) == (0, 1, 0)
    (summary,) = library.documents()
    assert library.document_text(summary.id) == "企业开办三天。"


def test_an_uncited_upload_of_the_same_name_is_kept_before_its_name_is_noted_as_new(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads, folder = Uploads(library), library.folder / "uploads"
    folder.mkdir(exist_ok=True)
    (folder / "函.txt").write_text("只有这一份。")
    noted: list[Path] = []
    keep = UncitedUploads.keep

    def keep_and_look(uncited: UncitedUploads, file: Path) -> None:
        noted.extend((folder / ".before").rglob("函.txt"))
        keep(uncited, file)

    monkeypatch.setattr(UncitedUploads, "keep", keep_and_look)
    assert _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。")) == (1, 0, 0)
    (kept,) = (library.folder / "未引用的上传").rglob("函.txt")
    assert kept.read_text() == "只有这一份。"
    assert noted == [], "an interrupted upload deletes uncited files that are noted"


def test_a_refused_file_is_not_stored_and_the_upload_it_should_replace_stays(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    good, broken = _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "坏.docx", b"\0\1\2")
    assert _receive(uploads, good, broken) == (1, 0, 1)
    assert _receive(uploads, _file(tmp_path, "函.txt", b"")) == (0, 0, 1)
    (summary,) = library.documents()
    assert Path(summary.source).read_text() == "企业开办四天。"
    assert [file.name for file in (library.folder / "uploads").iterdir()] == ["函.txt"]


def test_uploads_work_in_a_library_reached_by_a_link_or_a_relative_path(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for folder in (tmp_path / "link" / "a", tmp_path / "elsewhere" / ".." / "b"):
        with Library.open(folder, encoder=FakeEncoder()) as library:
            assert _receive(Uploads(library), _file(tmp_path, "函.txt", "企业开办四天。")) == (1, 0, 0)
            (summary,) = library.documents()
            assert Path(summary.source).read_text() == "企业开办四天。"


def test_files_with_the_same_name_are_all_stored(library: Library, tmp_path: Path) -> None:
    for folder, text in (("a", "企业开办四天。"), ("b", "出口通关更快。"), ("c", "图书馆每周一闭馆。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "函.txt").write_text(text)
    sent = [tmp_path / folder / "函.txt" for folder in "abc"]
    uploads = Uploads(library)
    assert _receive(uploads, *sent) == (3, 0, 0)
    texts = {Path(summary.source).name: library.document_text(summary.id) for summary in library.documents()}
    assert texts == {"函.txt": "企业开办四天。", "函 (2).txt": "出口通关更快。", "函 (3).txt": "图书馆每周一闭馆。"}


def test_refused_files_with_the_same_name_bring_back_the_upload_they_replaced(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "函.txt").write_bytes(b"")
    assert _receive(uploads, tmp_path / "other" / "函.txt", _file(tmp_path, "函.txt", "")) == (0, 0, 2)
    assert (library.folder / "uploads" / "函.txt").read_text() == "企业开办四天。"


def test_a_failure_to_store_brings_back_the_replaced_upload(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    with pytest.raises(LibraryError, match="存不了"):
        _receive(uploads, _file(tmp_path, "函.txt", "企业开办三天。"), tmp_path / "没有.txt")
    assert (library.folder / "uploads" / "函.txt").read_text() == "企业开办四天。"


def test_each_deletion_can_be_undone_after_later_deletions(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "令.txt", "出口通关更快。"))
    before = [library.document(summary.id) for summary in library.documents()]
    deleted = [uploads.delete(contents.summary.id)[0] for contents in before]
    assert library.documents() == ()
    assert _names(library) == []
    for summary in deleted:
        uploads.restore(summary)
    assert [library.document(summary.id) for summary in library.documents()] == before
    assert _names(library) == ["令.txt", "函.txt"]
    assert library.ask("企业开办几天?").passages[0].text == "企业开办四天。"
    assert library.verify().problems == ()


def test_a_compilation_is_deleted_and_restored_whole(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "汇编.txt", FIRST + SECOND))
    before = library.documents()
    assert uploads.delete(before[1].id) == before == uploads.deleted
    assert library.documents() == ()
    assert _names(library) == []
    assert uploads.restore(before[1]) == before == library.documents()
    assert _names(library) == ["汇编.txt"]


def test_a_document_is_restored_without_its_file(library: Library, tmp_path: Path) -> None:
    file = _file(tmp_path, "函.txt", "企业开办四天。")
    library.add(file)
    (summary,) = library.documents()
    uploads = Uploads(library)
    uploads.delete(summary.id)
    file.unlink()
    uploads.restore(summary)
    assert library.document_text(summary.id) == "企业开办四天。"


def test_restoring_a_document_of_a_zip_restores_no_other_document(library: Library, tmp_path: Path) -> None:
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


def test_a_newer_upload_with_the_same_name_is_not_overwritten_by_a_restoration(
    library: Library, tmp_path: Path
) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"))
    (deleted,) = uploads.delete(library.documents()[0].id)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办三天。"))
    with pytest.raises(LibraryError, match="已是另一份文件"):
        uploads.restore(deleted)
    (summary,) = library.documents()
    assert library.document_text(summary.id) == "企业开办三天。"
    assert Path(summary.source).read_text() == "企业开办三天。"


def test_only_the_latest_deletions_can_be_undone(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.web.uploads._UNDO_LIMIT", 1)
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "令.txt", "出口通关更快。"))
    first, second = (uploads.delete(summary.id)[0] for summary in library.documents())
    with pytest.raises(LibraryError, match="《函》恢复不了"):
        uploads.restore(first)
    uploads.restore(second)
    assert library.documents() == (second,)
    assert not list((library.folder / "uploads" / ".trash").iterdir())


def test_deleting_an_unknown_document_is_an_error(library: Library) -> None:
    with pytest.raises(LibraryError, match="没有编号为 7"):
        Uploads(library).delete(7)


def test_the_placeholder_of_a_large_file_is_refused_and_the_other_files_are_added(
    library: Library, tmp_path: Path
) -> None:
    sent = [_file(tmp_path, "大.txt", PLACEHOLDER), _file(tmp_path, "函.txt", "企业开办四天。")]
    report = Uploads(library).receive(sent, lambda _: None)
    assert [Path(source).name for source in report.added] == ["函.txt"]
    assert [(refusal.source, refusal.reason[:10]) for refusal in report.refused] == [("大.txt", "文件太大：大.txt")]
    assert _names(library) == ["函.txt"]
