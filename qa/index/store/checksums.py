"""Checksums of what the store holds: SQLite itself does not notice a changed byte in a text or a vector."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_DOCUMENT = (
    *("content_hash", "media_type", "encoding", "text", "title", "issuer", "index_number", "document_number"),
    *("category", "subject_words", "date_written", "date_published", "status", "pages"),
)
_PASSAGE = ("id", "kind", "start", "end", "paragraph", "heading_path", "vector_key", "generation")

Execute = Callable[[str, tuple[Any, ...]], Iterable[Any]]
"""executes a statement with the values of its question marks, and gives its rows"""


def document_checksum(execute: Execute, document_id: int) -> str:
    """Return the SHA-256 over a document's row and those of its passages as stored, in hexadecimal digits.

    A migration that adds a column to what is covered here computes the checksums anew.

    Args:
        execute: of a connection or transaction, or ``rows`` of a database or snapshot.
        document_id: the document's number.
    """
    digest = hashlib.sha256()
    for query in (
        f"SELECT {_as_bytes(_DOCUMENT)} FROM documents WHERE id = ?",
        f"SELECT {_as_bytes(_PASSAGE)} FROM passages WHERE document_id = ? ORDER BY id",
    ):
        for row in execute(query, (document_id,)):
            for value in row:
                # The length stands before the value, so that moving a byte from one field to the next changes it.
                digest.update(b"-" if value is None else b"%d:" % len(value))
                digest.update(value or b"")
    return digest.hexdigest()


def vector_checksum(vector: bytes) -> int:
    """CRC-32 of a vector as stored."""
    return zlib.crc32(vector)


def add_checksums(connection: sqlite3.Connection) -> None:
    """Compute every checksum of a library that has none yet."""
    connection.create_function("vector_checksum", 1, vector_checksum, deterministic=True)
    connection.execute("UPDATE vectors SET checksum = vector_checksum(vector)")
    for (document_id,) in connection.execute("SELECT id FROM documents").fetchall():
        set_document_checksum(connection.execute, document_id)


def set_document_checksum(execute: Execute, document_id: int) -> None:
    """Compute and record a document's checksum."""
    checksum = document_checksum(execute, document_id)
    execute("UPDATE documents SET checksum = ? WHERE id = ?", (checksum, document_id))


def _as_bytes(columns: Sequence[str]) -> str:
    # As bytes, because a damaged text need not be text any more.
    return ", ".join(f"CAST({column} AS BLOB)" for column in columns)
