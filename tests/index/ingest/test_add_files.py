"""Files are added, replaced, left alone or refused."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from tests.index.ingest.sample_files import (
    names,
    record_reads,
    treat_new_files_as_settled,
    write_files,
    write_zip,
)

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_unchanged_files_are_neither_read_nor_embedded(
    plain_library: Library, fake_encoder: "FakeEncoder", folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    plain_library.add(folder)
    embedded, generation = len(fake_encoder.encoded), plain_library.generation
    reads = record_reads(monkeypatch)
    assert names(plain_library.add(folder).unchanged) == ["a", "b"]
    assert (reads, len(fake_encoder.encoded), plain_library.generation) == ([], embedded, generation)


def test_a_recently_written_file_is_compared_by_content(
    plain_library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_library.add(folder)
    reads = record_reads(monkeypatch)
    assert names(plain_library.add(folder).unchanged) == ["a", "b"]
    assert [file.stem for file in reads] == ["a", "b"]


def test_a_file_with_a_new_time_and_the_same_content_is_unchanged(
    plain_library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    plain_library.add(folder)
    generation = plain_library.generation
    os.utime(folder / "a.txt")
    assert sorted(names(plain_library.add(folder).unchanged)) == ["a", "b"]
    assert plain_library.generation == generation


def test_a_change_that_keeps_size_and_modification_time_is_detected(
    plain_library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    plain_library.add(folder)
    before = (folder / "a.txt").stat()
    write_files(folder, a="甲县通知\n甲县图书馆每周五闭馆。")
    after = (folder / "a.txt").stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    assert names(plain_library.add(folder).replaced) == ["a"]


def test_equal_files_in_two_folders_become_one_document_with_two_sources(
    plain_library: Library, fake_encoder: "FakeEncoder", folder: Path, tmp_path: Path
) -> None:
    plain_library.add(folder)
    embedded = len(fake_encoder.encoded)
    shutil.copytree(folder, tmp_path / "copies")
    assert names(plain_library.add(tmp_path / "copies").added) == ["a", "b"]
    assert len(fake_encoder.encoded) == embedded
    first, _ = plain_library.documents()
    assert first.sources == (str(folder / "a.txt"), str(tmp_path / "copies" / "a.txt"))
    hits = plain_library.retrieve("闭馆", k=10)
    assert len({hit.text for hit in hits}) == len(hits)
    assert not plain_library.verify().problems


def test_equal_files_in_one_addition_become_one_document(plain_library: Library, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    assert names(plain_library.add(folder).added) == ["a", "b"]
    (document,) = plain_library.documents()
    assert names(document.sources) == ["a", "b"]


def test_a_document_stays_while_one_of_its_two_sources_changes(plain_library: Library, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    plain_library.add(folder)
    write_files(folder, a="甲县图书馆每周五闭馆。")
    assert names(plain_library.add(folder).replaced) == ["a"]
    sources = {hit.text: Path(hit.citation.source).stem for hit in plain_library.retrieve("图书馆")}
    assert sources == {"甲县图书馆每周一闭馆。": "b", "甲县图书馆每周五闭馆。": "a"}


def test_removing_a_document_removes_all_its_sources(plain_library: Library, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    plain_library.add(folder)
    plain_library.remove(plain_library.documents()[0].id)
    assert plain_library.documents() == plain_library.retrieve("图书馆") == ()
    assert names(plain_library.add(folder).added) == ["a", "b"]


def test_the_members_of_a_zip_are_documents(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    archive = write_zip(
        tmp_path / "a.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。", 乙="乙县通知\n乙县图书馆每周二闭馆。"
    )
    assert names(plain_library.add(archive).added) == ["甲", "乙"]
    assert len(plain_library.add(archive).unchanged) == 2
    assert [document.source for document in plain_library.documents()] == [
        str(archive / "甲.txt"),
        str(archive / "乙.txt"),
    ]


def test_a_file_is_recognised_however_its_path_is_written(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path / "documents", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "documents")
    plain_library.add(tmp_path / "documents")
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in ("../documents", "../link", "../documents/甲.txt", "../link/甲.txt"):
        assert names(plain_library.add(path).unchanged) == ["甲"]
    assert [document.source for document in plain_library.documents()] == [str(tmp_path / "documents" / "甲.txt")]
