"""Libraries of older versions are migrated to the current version."""

import hashlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qa import Library
from qa.index.store import schema
from qa.index.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

TEXTS = {"/a.txt": "甲县图书馆每周一闭馆。", "/b.txt": "甲县图书馆每周一闭馆。", "/c.txt": "乙县图书馆每周二闭馆。"}


@pytest.fixture
def old_library(tmp_path: Path, fake_encoder: "FakeEncoder") -> Path:
    """A library of version 1 in which two files have the same content and one document was removed."""
    folder = tmp_path / "library"
    folder.mkdir()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        for statement in MIGRATIONS[0].split(";"):
            connection.execute(statement)
        meta = {"identity": "one", "generation": "4", "model": fake_encoder.identity}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
        for generation, (source, text) in enumerate(TEXTS.items(), start=1):
            vector = fake_encoder.encode_queries([text])[0].astype(np.float32).tobytes()
            connection.execute("INSERT OR IGNORE INTO vectors VALUES (?, ?)", (text, vector))
            values = (source, hashlib.sha256(text.encode()).hexdigest(), "text/plain", "utf-8", text, source[1:-4])
            document = connection.execute(
                "INSERT INTO documents (source, content_hash, media_type, encoding, text, title, issuer, index_number, "
                "document_number, category, subject_words) VALUES (?, ?, ?, ?, ?, ?, '', '', '', '', '')",
                values,
            ).lastrowid
            connection.execute(
                "INSERT INTO passages (document_id, kind, start, end, paragraph, heading_path, vector_key, generation) "
                "VALUES (?, 'body', 0, ?, 1, '[]', ?, ?)",
                (document, len(text), text, generation),
            )
        connection.execute("UPDATE sqlite_sequence SET seq = 9 WHERE name = 'documents'")
        connection.execute("INSERT INTO removed_passages VALUES (7, 4)")
        connection.execute("PRAGMA user_version = 1")
    return folder


def test_an_older_library_is_migrated_completely(old_library: Path, fake_encoder: "FakeEncoder") -> None:
    with Library.open(old_library, encoder=fake_encoder) as library:
        assert [document.sources for document in library.documents()] == [("/a.txt", "/b.txt"), ("/c.txt",)]
        assert sorted(hit.text for hit in library.retrieve("图书馆")) == sorted(set(TEXTS.values()))
        assert library.verify().problems == ()
        assert fake_encoder.encoded == []


def test_the_number_of_a_removed_document_is_not_reused(
    old_library: Path, fake_encoder: "FakeEncoder", tmp_path: Path
) -> None:
    (tmp_path / "d.txt").write_text("丙县图书馆每周三闭馆。", encoding="utf-8")
    with Library.open(old_library, encoder=fake_encoder) as library:
        library.add(tmp_path / "d.txt")
        assert [document.id for document in library.documents()] == [1, 3, 10]


def test_a_failed_migration_leaves_the_library_unchanged(
    old_library: Path, fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "add_checksums", fail)
        with pytest.raises(Exception, match="disk is full"):
            Library.open(old_library, encoder=fake_encoder)
    with sqlite3.connect(old_library / "library.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)
    with Library.open(old_library, encoder=fake_encoder) as library:
        assert len(library.documents()) == 2


def test_a_library_without_recognised_pages_and_corrections_is_brought_up_and_sound(
    tmp_path: Path, fake_encoder: "FakeEncoder"
) -> None:
    (tmp_path / "a.txt").write_text("甲县图书馆每周一闭馆。", encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(tmp_path / "a.txt")
    with sqlite3.connect(tmp_path / "library" / "library.sqlite") as connection:
        connection.execute("ALTER TABLE documents DROP COLUMN recognised")
        connection.execute("DROP TABLE corrections")
        connection.execute("PRAGMA user_version = 3")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        assert library.verify().problems == ()
        assert library.document(1).recognised == ()
        assert library.retrieve("图书馆")[0].citation.recognition is None
