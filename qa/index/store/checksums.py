"""Checksums of what the store holds: SQLite itself does not notice a changed byte in a text or a vector."""

import hashlib
import sqlite3
import zlib
from collections.abc import Sequence

_DOCUMENT = (
    *("content_hash", "media_type", "encoding", "text", "title", "issuer", "index_number", "document_number"),
    *("category", "subject_words", "date_written", "date_published", "status", "pages"),
)
_PASSAGE = ("id", "kind", "start", "end", "paragraph", "heading_path", "vector_key", "generation")


def document_checksum(connection: sqlite3.Connection, document_id: int) -> str:
    """SHA-256 over a document's row and those of its passages as stored, in hexadecimal digits.

    A migration that adds a column to what is covered here computes the checksums anew.
    """
    digest = hashlib.sha256()
    for query in (
        f"SELECT {_as_bytes(_DOCUMENT)} FROM documents WHERE id = ?",
        f"SELECT {_as_bytes(_PASSAGE)} FROM passages WHERE document_id = ? ORDER BY id",
    ):
        for row in connection.execute(query, (document_id,)):
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
        set_document_checksum(connection, document_id)


def set_document_checksum(connection: sqlite3.Connection, document_id: int) -> None:
    """Record what a document's checksum is now."""
    checksum = document_checksum(connection, document_id)
    connection.execute("UPDATE documents SET checksum = ? WHERE id = ?", (checksum, document_id))


def _as_bytes(columns: Sequence[str]) -> str:
    # As bytes, because a damaged text need not be text any more.
    return ", ".join(f"CAST({column} AS BLOB)" for column in columns)
