"""Checksums change with every stored byte."""

from pathlib import Path

import numpy as np
import pytest

from qa.index.store import Database, NewDocument, NewPassage, StoreWriter
from qa.index.store.checksums import document_checksum, vector_checksum
from qa.types import Document, Metadata, Passage, PassageKind, Span

TEXT = "通知\n第一句。"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with one document of one passage."""
    database = Database(tmp_path / "library.sqlite")
    store = StoreWriter(database)
    document = Document(
        "/a.txt", "text/plain", "utf-8", TEXT, Metadata("通知", issuer="甲县", category="乙类"), Span(0, len(TEXT))
    )
    store.put_vectors({"k": np.array([0.6, 0.8], dtype=np.float32)})
    passage = NewPassage(Passage(Span(3, 7), PassageKind.BODY, (), 1), "k")
    store.put(document.source, [NewDocument(document, [passage])], "h", None)
    return database


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET text = text || '。'",
        "UPDATE documents SET date_written = ''",
        "UPDATE documents SET index_number = substr(issuer, 2), issuer = substr(issuer, 1, 1)",
        "UPDATE documents SET subject_words = x''",
        "UPDATE documents SET text = CAST(text AS BLOB)",
        "UPDATE passages SET kind = CAST(kind AS BLOB)",
        "UPDATE passages SET paragraph = 2",
        "DELETE FROM passages",
    ],
)
def test_a_changed_row_changes_the_checksum_of_its_document(database: Database, sql: str) -> None:
    before = document_checksum(database.rows, 1)
    with database.transaction() as change:
        change.execute(sql)
    assert document_checksum(database.rows, 1) != before


def test_the_stored_checksum_is_that_of_the_stored_rows(database: Database) -> None:
    ((stored,),) = database.rows("SELECT checksum FROM documents")
    assert document_checksum(database.rows, 1) == stored


def test_a_changed_byte_changes_the_checksum_of_a_vector() -> None:
    assert vector_checksum(b"\x00\x01") != vector_checksum(b"\x00\x02")
