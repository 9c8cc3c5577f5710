"""A backup is one file that holds one state of a library, whole, and gives the same library back."""

import hashlib
import json
import shutil
import threading
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import LibraryError
from qa.index.store import schema
from qa.library import Part
from tests.index.upkeep.library_damage import edit_database, flip_bit, retrieve_all

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


@pytest.fixture
def backup(tmp_path: Path, library_folder: Path, fake_encoder: "FakeEncoder") -> Path:
    """A backup of the library with twelve documents, an upload and a judgement."""
    (library_folder / "uploads").mkdir()
    (library_folder / "uploads" / "甲.txt").write_bytes(b"original")
    (library_folder / "feedback.jsonl").write_text("{}\n")
    with Library.open(library_folder, encoder=fake_encoder) as library:
        report = library.backup(tmp_path / "backup")
    assert (report.documents, report.originals) == (12, 1)
    assert report.bytes == (tmp_path / "backup").stat().st_size
    return tmp_path / "backup"


def test_a_restored_library_is_the_same(
    backup: Path, library_folder: Path, tmp_path: Path, fake_encoder: "FakeEncoder"
) -> None:
    before = retrieve_all(library_folder, fake_encoder)
    fake_encoder.encoded.clear()
    shutil.rmtree(library_folder)
    assert Library.from_backup(backup, library_folder) == library_folder
    assert retrieve_all(library_folder, fake_encoder) == before
    assert fake_encoder.encoded == []
    assert (library_folder / "uploads" / "甲.txt").read_bytes() == b"original"
    assert (library_folder / "feedback.jsonl").read_text() == "{}\n"
    with Library.open(library_folder, encoder=fake_encoder) as library:
        # The original is of a file that was never added.
        assert [problem.part for problem in library.verify().problems] == [Part.UPLOAD]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "documents", library_folder.name]


def test_a_backup_taken_during_an_addition_holds_whole_documents(
    library_folder: Path, documents: Path, tmp_path: Path, fake_encoder: "FakeEncoder"
) -> None:
    for number in range(100, 400):
        (documents / f"{number}.txt").write_text(f"第{number}号通知\n第{number}号图书馆闭馆。", encoding="utf-8")
    with Library.open(library_folder, encoder=fake_encoder) as library:
        adding = threading.Thread(target=library.add, args=(documents,))
        adding.start()
        counts = [library.backup(tmp_path / "backup").documents]
        while adding.is_alive():
            counts.append(library.backup(tmp_path / "backup").documents)
        adding.join()
    Library.from_backup(tmp_path / "backup", tmp_path / "restored")
    with Library.open(tmp_path / "restored", encoder=fake_encoder) as restored:
        assert len(restored.documents()) == counts[-1] >= counts[0] >= 12
        assert restored.verify().problems == ()


def test_any_changed_bit_and_any_cut_of_a_backup_is_noticed(backup: Path, tmp_path: Path) -> None:
    size, content = backup.stat().st_size, backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        database = hashlib.sha256(archive.read("0")).digest()
    for position in [*range(0, size, size // 60), size - 1]:
        flip_bit(backup, position)
        # A bit that no file depends on, such as a date in the list of members, is harmless.
        with suppress(LibraryError):
            Library.from_backup(backup, tmp_path / "restored")
            assert (tmp_path / "restored" / "uploads" / "甲.txt").read_bytes() == b"original"
            assert hashlib.sha256((tmp_path / "restored" / "library.sqlite").read_bytes()).digest() == database
            shutil.rmtree(tmp_path / "restored")
        assert not (tmp_path / "restored").exists()
        backup.write_bytes(content)
    for length in (0, 10, size // 2, size - 1):
        backup.write_bytes(content[:length])
        with pytest.raises(LibraryError, match="不是完好的备份"):
            Library.from_backup(backup, tmp_path / "restored")


@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped", "uploads/../../escaped", "a\\..\\escaped", "", 7, None])
def test_a_forged_backup_writes_nothing_outside_the_library(tmp_path: Path, name: object) -> None:
    with zipfile.ZipFile(tmp_path / "forged", "w") as archive:
        entries = [{"name": "library.sqlite", "sha256": ""}, {"name": name, "sha256": ""}]
        archive.writestr("0", b"")
        archive.writestr("1", b"escaped")
        archive.writestr("manifest.json", json.dumps({"format": 1, "files": entries}))
    with pytest.raises(LibraryError):
        Library.from_backup(tmp_path / "forged", tmp_path / "restored")
    assert [path.name for path in tmp_path.iterdir()] == ["forged"]


def test_a_backup_is_never_restored_over_something(backup: Path, library_folder: Path, tmp_path: Path) -> None:
    before = (library_folder / "library.sqlite").read_bytes()
    with pytest.raises(LibraryError, match="已有东西"):
        Library.from_backup(backup, library_folder)
    assert (library_folder / "library.sqlite").read_bytes() == before
    (tmp_path / "empty").mkdir()
    Library.from_backup(backup, tmp_path / "empty")
    assert (tmp_path / "empty" / "library.sqlite").exists()


def test_a_backup_of_a_newer_program_is_refused_before_anything_is_written(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:-1])
    with pytest.raises(LibraryError, match="更新版本"):
        Library.from_backup(backup, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_damaged_library_is_not_backed_up_over_a_good_backup(
    backup: Path, library_folder: Path, fake_encoder: "FakeEncoder"
) -> None:
    before = backup.read_bytes()
    edit_database(library_folder, "UPDATE documents SET text = text || '?' WHERE id = 3")
    with (
        Library.open(library_folder, encoder=fake_encoder) as library,
        pytest.raises(LibraryError, match="没有备份"),
    ):
        library.backup(backup)
    assert backup.read_bytes() == before


def test_a_backup_to_a_folder_without_write_permission_is_one_error(
    library_folder: Path, fake_encoder: "FakeEncoder"
) -> None:
    with (
        Library.open(library_folder, encoder=fake_encoder) as library,
        pytest.raises(LibraryError, match="备份写不了"),
    ):
        library.backup(library_folder / "gone" / "backup")
