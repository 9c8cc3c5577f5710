"""No answer quotes a damaged document, and a library without damage answers as before."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import LibraryError
from tests.index.upkeep.library_damage import edit_database

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

QUESTION = "图书馆每周几闭馆?"
_INDEX = "WHERE name = 'passages_by_document'"


@pytest.fixture
def filled(tmp_path: Path, fake_encoder: "FakeEncoder") -> Path:
    """The folder of a library of two documents; the library is closed."""
    for number, day in enumerate("一二"):
        (tmp_path / f"{number}.txt").write_text(f"第{number}号通知\n图书馆每周{day}闭馆。", encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(tmp_path / "0.txt", tmp_path / "1.txt")
    return tmp_path / "library"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET text = replace(text, '闭馆', '开馆') WHERE id = 1",
        "UPDATE documents SET title = '别的' WHERE id = 1",
        "UPDATE documents SET removed = 1 WHERE id = 1",
        "UPDATE passages SET end = end - 1 WHERE document_id = 1",
        "UPDATE sources SET path = 'elsewhere' WHERE document_id = 1",
        "DELETE FROM sources WHERE document_id = 1",
        "DELETE FROM documents WHERE id = 1",
        "DELETE FROM passages WHERE document_id = 1",
        "UPDATE passages SET document_id = 2 WHERE document_id = 1",
    ],
)
def test_a_damaged_document_is_an_error_and_no_answer(filled: Path, fake_encoder: "FakeEncoder", sql: str) -> None:
    with Library.open(filled, encoder=fake_encoder) as library:
        assert library.ask(QUESTION).passages
    edit_database(filled, sql)
    with Library.open(filled, encoder=fake_encoder) as library:
        for ask in (library.ask, library.retrieve):
            with pytest.raises(LibraryError, match=r"损坏.*qa verify --repair"):
                ask(QUESTION)


def test_a_passage_that_names_another_document_than_the_index_is_an_error(
    filled: Path, fake_encoder: "FakeEncoder"
) -> None:
    # One bit of the table, which leaves the index as it was.
    with closing(sqlite3.connect(filled / "library.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        row = connection.execute(f"SELECT * FROM sqlite_master {_INDEX}").fetchone()
        connection.execute(f"DELETE FROM sqlite_master {_INDEX}")
    with closing(sqlite3.connect(filled / "library.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE passages SET document_id = 2 WHERE id = (SELECT min(id) FROM passages)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    with (
        Library.open(filled, encoder=fake_encoder) as library,
        pytest.raises(LibraryError, match=r"损坏.*qa verify --repair"),
    ):
        library.retrieve(QUESTION)


def test_the_text_of_a_damaged_document_is_not_shown(filled: Path, fake_encoder: "FakeEncoder") -> None:
    edit_database(filled, "UPDATE documents SET text = text || '?' WHERE id = 1")
    with Library.open(filled, encoder=fake_encoder) as library:
        for show in (library.document, library.document_text):
            with pytest.raises(LibraryError, match="编号为 1 的文件损坏"):
                show(1)
        assert library.document(2).text == library.document_text(2)


def test_a_vector_that_differs_from_its_checksum_is_not_indexed(filled: Path, fake_encoder: "FakeEncoder") -> None:
    edit_database(filled, "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = 1")
    (filled / "vectors.faiss").unlink()
    with Library.open(filled, encoder=fake_encoder) as library, pytest.raises(LibraryError, match="向量缺失或损坏"):
        library.ask(QUESTION)


def test_removed_and_restored_documents_are_sound(filled: Path, fake_encoder: "FakeEncoder") -> None:
    with Library.open(filled, encoder=fake_encoder) as library:
        contents = library.document(1)
        library.ask(QUESTION)
        library.remove(1)
        assert {hit.citation.document_id for hit in library.retrieve(QUESTION)} == {2}
        library.restore(contents)
        assert {hit.citation.document_id for hit in library.retrieve(QUESTION)} == {1, 2}


def test_a_document_is_read_for_its_checksum_once(
    filled: Path, fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.index.store import soundness

    compared: list[int] = []
    original = soundness.document_checksums

    def recorded(execute: object, ids: list[int]) -> dict[int, str]:
        compared.extend(ids)
        return original(execute, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(soundness, "document_checksums", recorded)
    with Library.open(filled, encoder=fake_encoder) as library:
        for _ in range(3):
            library.ask(QUESTION)
        assert compared == [1, 2]
