"""A library can be moved, and asked where nothing may be written."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import LibraryError
from qa.index import Part
from qa.index.engine import index_tag, lexical_index
from qa.index.store.schema import MIGRATIONS
from tests.index.upkeep.library_damage import flip_bit
from tests.test_faults import as_nobody, public, write  # noqa: F401

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

QUESTION = "第3号图书馆每周几闭馆?"


def close_to_all(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)


@pytest.mark.parametrize("with_indexes", [True, False])
def test_a_library_in_a_folder_that_may_not_be_written_is_asked(
    public: Path,  # noqa: F811
    fake_encoder: "FakeEncoder",
    with_indexes: bool,
) -> None:
    write(public / "documents", 5)
    folder = public / "library"
    with Library.open(folder, encoder=fake_encoder) as library:
        library.add(public / "documents")
        expected = library.ask(QUESTION)
    if not with_indexes:
        (folder / "vectors.faiss").unlink()
    close_to_all(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with as_nobody(), Library.open(folder, encoder=fake_encoder) as library:
        assert library.ask(QUESTION) == expected
        assert len(library.documents()) == 5
        assert library.document(1).text
        with pytest.raises(LibraryError, match="资料库写不了"):
            library.remove(1)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_reader_without_rights_sees_what_another_user_writes(public: Path, fake_encoder: "FakeEncoder") -> None:  # noqa: F811
    write(public / "documents", 5)
    folder = public / "library"
    with Library.open(folder, encoder=fake_encoder) as library:
        library.add(public / "documents")
    folder.chmod(0o755)
    with as_nobody():
        reader = Library.open(folder, encoder=fake_encoder)
        assert len(reader.documents()) == 5
    with Library.open(folder, encoder=fake_encoder) as writer:
        for name in ("library.sqlite-wal", "library.sqlite-shm"):
            (folder / name).chmod(0o644)
        write(public / "documents", 8)
        writer.add(public / "documents")
        with as_nobody():
            assert len(reader.documents()) == 8
            assert reader.ask(QUESTION).passages
    with as_nobody():
        assert len(reader.documents()) == 8
        reader.close()


def test_a_library_that_is_moved_keeps_its_uploads(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    write(tmp_path / "documents", 1)
    before, after = tmp_path / "before", tmp_path / "after"
    Library.open(before, encoder=fake_encoder).close()
    (before / "uploads").mkdir()
    (before / "uploads" / "甲.txt").write_text("图书馆通知\n甲县图书馆每周一闭馆。", encoding="utf-8")
    with Library.open(before, encoder=fake_encoder) as library:
        library.add(before / "uploads", tmp_path / "documents")
    before.rename(after)
    with Library.open(after, encoder=fake_encoder) as library:
        sources = [document.source for document in library.documents()]
        assert sources == [str(after / "uploads" / "甲.txt"), str(tmp_path / "documents" / "0000.txt")]
        assert {hit.citation.source for hit in library.retrieve("图书馆")} == set(sources)
        assert len(library.add(after / "uploads").unchanged) == 1
        assert len(library.add(after / "uploads", sync=True).removed) == 0
        (after / "uploads" / "甲.txt").unlink()
        (after / "uploads" / "乙.txt").write_text("图书馆通知\n乙县图书馆每周二闭馆。", encoding="utf-8")
        library.add(after / "uploads")
        assert len(library.add(after / "uploads", sync=True).removed) == 1
        assert library.verify().problems == ()


def test_the_uploads_of_an_older_library_become_relative(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    folder = tmp_path / "library"
    Library.open(folder, encoder=fake_encoder).close()
    (folder / "uploads").mkdir()
    (folder / "uploads" / "甲.txt").write_text("图书馆通知\n甲县图书馆每周一闭馆。", encoding="utf-8")
    write(tmp_path / "documents", 1)
    with Library.open(folder, encoder=fake_encoder) as library:
        library.add(folder / "uploads", tmp_path / "documents")
        expected = library.documents()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.execute("UPDATE sources SET path = ? || path WHERE path LIKE 'uploads/%'", (f"{folder}/",))
        connection.execute("ALTER TABLE documents DROP COLUMN recognised")
        connection.execute("DROP TABLE corrections")
        connection.execute("ALTER TABLE sources DROP COLUMN checksum")
        connection.execute("ALTER TABLE meta DROP COLUMN checksum")
        connection.execute("PRAGMA user_version = 2")
    with Library.open(folder, encoder=fake_encoder) as library:
        assert library.documents() == expected
        assert library.verify().problems == ()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        paths = [path for (path,) in connection.execute("SELECT path FROM sources ORDER BY id")]
        assert paths == ["uploads/甲.txt", str(tmp_path / "documents" / "0000.txt")]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


@pytest.mark.parametrize("change", ["fields", "content"])
def test_a_sound_library_is_sound_right_after_an_upgrade(
    tmp_path: Path, fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    write(tmp_path / "documents", 5)
    with monkeypatch.context() as patch:
        if change == "fields":
            patch.setattr(lexical_index, "FIELD_WEIGHTS", {"title": 1.0, "headings": 1.0, "text": 1.0, "older": 1.0})
        else:
            patch.setattr(index_tag, "_FORMAT", 1)
        with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
            library.add(tmp_path / "documents")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        assert library.verify().problems == ()
        assert library.retrieve(QUESTION)
        file = next(path for path in (tmp_path / "library" / "lexical").iterdir() if path.suffix == ".idx")
        flip_bit(file, -1)
        assert [problem.part for problem in library.verify().problems] == [Part.LEXICAL_INDEX]
