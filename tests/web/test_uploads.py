"""Files that come through the page."""

from pathlib import Path

import pytest

from qa.errors import LibraryError
from qa.library import Library
from qa.web.uploads import Uploads
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


def test_an_uploaded_file_stays_when_the_servers_copy_goes(library: Library, tmp_path: Path) -> None:
    sent = _file(tmp_path, "函.txt", "企业开办四天。")
    assert _receive(Uploads(library), sent) == (1, 0, 0)
    sent.unlink()
    (summary,) = library.documents()
    assert Path(summary.source).read_text() == "企业开办四天。"
    assert Path(summary.source).is_relative_to(library.folder)


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


def test_a_deletion_can_be_undone_and_is_final_with_the_next(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library)
    _receive(uploads, _file(tmp_path, "函.txt", "企业开办四天。"), _file(tmp_path, "令.txt", "出口通关更快。"))
    first, second = library.documents()
    deleted = uploads.delete(first.id)
    assert [summary.id for summary in library.documents()] == [second.id]
    uploads.restore(deleted)
    assert {Path(summary.source).name for summary in library.documents()} == {"函.txt", "令.txt"}
    uploads.delete(second.id)
    uploads.forget_deleted()
    assert not Path(second.source).exists()
    assert Path(first.source).exists()


def test_what_is_not_there_cannot_be_deleted(library: Library) -> None:
    with pytest.raises(LibraryError, match="没有编号为 7"):
        Uploads(library).delete(7)
