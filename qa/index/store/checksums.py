"""Checksums of what is stored: documents, sources, corrections, vectors, and the library's own values.

SQLite does not notice a changed byte in a text or a vector.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_DOCUMENT = (
    *("content_hash", "media_type", "encoding", "text", "title", "issuer", "index_number", "document_number"),
    *("category", "subject_words", "date_written", "date_published", "status", "pages"),
)
_SOURCE = ("path", "document_id", "size", "modified", "changed")
_META = ("key", "value")
_CORRECTION = ("path", "fields")
_PASSAGE = ("id", "kind", "start", "end", "paragraph", "heading_path", "vector_key", "generation")


def _as_bytes(columns: Sequence[str]) -> str:
    # Read as bytes: a damaged text may no longer be valid UTF-8. One bit makes a text a blob with the same bytes; no
    # blob is stored in these columns.
    return ", ".join(f"CASE typeof({name}) WHEN 'blob' THEN NULL ELSE CAST({name} AS BLOB) END" for name in columns)


SOURCE_CHECKSUM = f"row_checksum({_as_bytes(_SOURCE)})"
"""SQL expression for the checksum of a row of ``sources``"""
META_BYTES = _as_bytes(_META)
"""SQL expressions for the stored bytes of a row of ``meta``"""
META_CHECKSUM = f"row_checksum({META_BYTES})"
"""SQL expression for the checksum of a row of ``meta``"""

CORRECTION_CHECKSUM = f"row_checksum({_as_bytes(_CORRECTION)})"
"""SQL expression for the checksum of a row of ``corrections``"""

Execute = Callable[[str, tuple[Any, ...]], Iterable[Any]]
"""a function that executes a statement with its parameters and returns the rows"""


def document_checksum(execute: Execute, document_id: int) -> str:
    """Return the SHA-256 of a document's row and its passages' rows as stored, in hexadecimal digits.

    The checksum also covers whether the document was removed, and at which generation.

    A migration that adds a covered column must compute the checksums again.

    Args:
        execute: ``execute`` of a connection or transaction, or ``rows`` of a database or snapshot.
        document_id: the document's number.
    """
    return document_checksums(execute, [document_id])[document_id]


def document_checksums(execute: Execute, document_ids: Sequence[int]) -> dict[int, str]:
    """Return the checksums of documents by number; the arguments are those of :func:`document_checksum`."""
    digests = {document_id: hashlib.sha256() for document_id in document_ids}
    among = "IN (SELECT value FROM json_each(?))"
    for query in (
        f"SELECT id, {_as_bytes(_DOCUMENT)} FROM documents WHERE id {among}",
        # Only a removed document gets this row, so that checksums of older libraries stay valid.
        f"SELECT id, CAST(removed AS BLOB) FROM documents WHERE id {among} AND removed IS NOT NULL",
        # For the same reason, only a document with recognised pages gets this row.
        f"SELECT id, {_as_bytes(['recognised'])} FROM documents WHERE id {among} AND recognised != '[]'",
        f"SELECT document_id, {_as_bytes(_PASSAGE)} FROM passages WHERE document_id {among} ORDER BY document_id, id",
    ):
        for document_id, *row in execute(query, (json.dumps(list(document_ids)),)):
            # A damaged index of the table may return rows of other documents.
            if document_id in digests:
                digests[document_id].update(_joined(row))
    return {document_id: digest.hexdigest() for document_id, digest in digests.items()}


def row_checksum(*values: bytes | None) -> int:
    """Return the CRC-32 of the stored values of a row. This function is also an SQL function of the database."""
    return zlib.crc32(_joined(values))


def _joined(values: Iterable[bytes | None]) -> bytes:
    # Each value follows its length, so that a byte moved from one field to the next changes the checksum.
    return b"".join(b"-" if value is None else b"%d:%s" % (len(value), value) for value in values)


def vector_checksum(vector: object) -> int:
    """Return the CRC-32 of a stored vector; 0 for a damaged value that is not bytes. Also an SQL function."""
    return zlib.crc32(vector) if isinstance(vector, bytes) else 0


def add_checksums(connection: sqlite3.Connection) -> None:
    """Compute and record the checksums of vectors and documents in a library from a version without checksums."""
    connection.execute("UPDATE vectors SET checksum = vector_checksum(vector)")
    for (document_id,) in connection.execute("SELECT id FROM documents").fetchall():
        set_document_checksum(connection.execute, document_id)


def set_document_checksum(execute: Execute, document_id: int) -> None:
    """Compute and record a document's checksum."""
    checksum = document_checksum(execute, document_id)
    execute("UPDATE documents SET checksum = ? WHERE id = ?", (checksum, document_id))


def set_source_checksums(execute: Execute, document_id: int) -> None:
    """Compute and record the checksums of a document's sources."""
    execute(f"UPDATE sources SET checksum = {SOURCE_CHECKSUM} WHERE document_id = ?", (document_id,))
