"""A lost database is an error, not a new library."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import LibraryError
from qa.index.store.library_paths import LibraryPaths
from qa.index.store.lost_database import refuse_lost_database

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

PARTS = {name for name, value in vars(LibraryPaths).items() if isinstance(value, property)} - {"database"}


@pytest.fixture
def folder(tmp_path: Path, fake_encoder: "FakeEncoder") -> Path:
    """The folder of a library with one document, an upload and a judgement."""
    (tmp_path / "甲.txt").write_text("图书馆通知\n甲县图书馆每周一闭馆。", encoding="utf-8")
    folder = tmp_path / "library"
    with Library.open(folder, encoder=fake_encoder) as library:
        library.add(tmp_path / "甲.txt")
    (folder / "uploads").mkdir()
    (folder / "uploads" / "乙.txt").write_text("乙")
    (folder / "feedback.jsonl").write_text("{}")
    return folder


@pytest.mark.parametrize("kept", ["lexical", "vectors.faiss", "uploads", "feedback.jsonl"])
@pytest.mark.parametrize("empty", ["missing", "no bytes", "no tables"])
def test_a_missing_or_empty_database_beside_other_parts_is_refused(
    folder: Path, fake_encoder: "FakeEncoder", kept: str, empty: str
) -> None:
    for path in folder.iterdir():
        if path.name != kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if empty == "no bytes":
        (folder / "library.sqlite").touch()
    elif empty == "no tables":
        _database(folder, "CREATE TABLE other (value)", "DROP TABLE other")
    before = sorted(folder.rglob("*"))
    with pytest.raises(LibraryError, match="数据库不见了"):
        Library.open(folder, encoder=fake_encoder)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("part", sorted(PARTS - {"uploads_lock", "replaced_uploads"}))
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_each_part_of_a_library_shows_that_the_database_was_lost(tmp_path: Path, part: str, kind: str) -> None:
    path: Path = getattr(LibraryPaths(tmp_path), part)
    refuse_lost_database(LibraryPaths(tmp_path))
    if kind == "file":
        path.write_text("{}")
    else:
        path.mkdir()
        refuse_lost_database(LibraryPaths(tmp_path))
        (path / "a").touch()
    with pytest.raises(LibraryError, match=f"还有资料库的 {path.name}。"):
        refuse_lost_database(LibraryPaths(tmp_path))


def test_the_message_names_all_parts_that_are_left(tmp_path: Path) -> None:
    for name in ("pins.jsonl", "open_questions.jsonl"):
        (tmp_path / name).touch()
    with pytest.raises(LibraryError, match=r"还有资料库的 pins\.jsonl、open_questions\.jsonl。"):
        refuse_lost_database(LibraryPaths(tmp_path))


def test_a_database_of_another_program_is_refused_and_stays(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    _database(tmp_path, "CREATE TABLE other (value)")
    with pytest.raises(LibraryError, match="别的程序"):
        Library.open(tmp_path, encoder=fake_encoder)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("other",)]


def _database(folder: Path, *statements: str) -> None:
    """Make a database that no library has used."""
    with closing(sqlite3.connect(folder / "library.sqlite")) as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_empty_database_alone_is_a_new_library(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    (tmp_path / "library.sqlite").touch()
    (tmp_path / "uploads").mkdir()
    with Library.open(tmp_path, encoder=fake_encoder) as library:
        assert library.generation == 0


def test_a_library_is_created_only_if_that_is_allowed(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    with pytest.raises(LibraryError, match="--create"):
        Library.open(tmp_path / "typo", encoder=fake_encoder, create=False)
    assert not (tmp_path / "typo").exists()
    Library.open(tmp_path / "new", encoder=fake_encoder).close()
    Library.open(tmp_path / "new", encoder=fake_encoder, create=False).close()
