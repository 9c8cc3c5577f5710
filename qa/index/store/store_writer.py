"""Change the store; only the process that holds the write lock may do so.

A removed document stays in the tables, marked with the generation that removed it, until no index refers to its
passages; then it is purged.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index.store import rows
from qa.index.store.checksums import (
    CORRECTION_CHECKSUM,
    SOURCE_CHECKSUM,
    set_document_checksum,
    set_source_checksums,
    vector_checksum,
)
from qa.index.store.database import Transaction
from qa.index.store.meta_table import set_meta
from qa.index.store.queryable import Values
from qa.index.store.store import Store, document_with_content
from qa.index.store.store_view import VECTOR_TYPE
from qa.index.store.stored_source import IN_FILE, FileState, in_file
from qa.types import Document, Metadata, Namesake, NamesakeField, Passage

_NAMESAKE_FIELDS: tuple[NamesakeField, ...] = ("document_number", "title")


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored, with the key of its vector."""

    passage: Passage
    vector_key: str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be stored, with its passages in order; their vectors are stored already."""

    document: Document
    passages: Sequence[NewPassage]
    document_id: int | None = None
    """the number of a document that was in the library before; ``None`` for a new document, which gets a new number"""


@dataclass(frozen=True, slots=True)
class Stored:
    """The effect of storing a file: whether it replaced a version, and other documents with the same title or 文号."""

    replaced: bool
    namesakes: tuple[Namesake, ...] = ()


class StoreWriter(Store):
    """One library's database, for changing."""

    def set_model(self, identity: str) -> None:
        """Record the model that the vectors come from."""
        with self.database.transaction() as change:
            set_meta(change.execute, "model", identity)

    def put_vectors(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors by key, each of shape (dimension,), so that passages can refer to them."""
        encoded = [(key, vector.astype(VECTOR_TYPE).tobytes()) for key, vector in vectors.items()]
        with self.database.transaction() as change:
            change.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(key, vector, vector_checksum(vector)) for key, vector in encoded],
            )

    def put(self, file: str, documents: Sequence[NewDocument], content_hash: str, state: FileState | None) -> Stored:
        """Store the documents of a file in one transaction, in place of those of its older version.

        If the content of a document is stored already, the stored document gets another source.

        Args:
            file: the path of the file; what the library holds under it is replaced.
            documents: the documents in the file, usually one.
            content_hash: SHA-256 of the file's bytes.
            state: the file's state before it was read, or ``None`` if it cannot show a later change.
        """
        with self.database.transaction() as change:
            generation = change.next_generation
            # A document that is stored already stays: it was read without passages.
            former = (*in_file(self.database.stored_path(file)), content_hash)
            replaced = _unlink(change, f"{IN_FILE} AND content_hash != ?", former, generation)
            namesakes = [name for new in documents for name in self._put(change, new, content_hash, state)]
            _raise_generation(change, generation)
        return Stored(replaced, tuple(namesakes))

    def put_back(self, documents: Sequence[tuple[NewDocument, str]]) -> None:
        """Store removed documents again in one transaction; other documents of their files stay.

        Args:
            documents: each document with the SHA-256 of its file's bytes, once for each of its paths; no other document
                may have one of these paths.
        """
        with self.database.transaction() as change:
            generation = change.next_generation
            for document, content_hash in documents:
                self._put(change, document, content_hash, None)
            _raise_generation(change, generation)

    def _put(
        self, change: Transaction, new: NewDocument, content_hash: str, state: FileState | None
    ) -> tuple[Namesake, ...]:
        """Store a document, or give the stored document with the same content another source.

        Return the namesakes of a newly stored document; none if its content was stored already.
        """
        document = new.document
        held = document_with_content(change, content_hash, document.media_type)
        namesakes: tuple[Namesake, ...] = ()
        if held is None:
            held = _insert(change, new, content_hash)
            namesakes = _namesakes(change, document, held)
        change.execute(
            "INSERT INTO sources (path, document_id, size, modified, changed) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (path, document_id) DO UPDATE "
            "SET size = excluded.size, modified = excluded.modified, changed = excluded.changed",
            (self.database.stored_path(document.source), held, *_state_row(state)),
        )
        set_source_checksums(change.execute, held)
        return namesakes

    def correct(
        self, document_id: int, corrected: Metadata, names: Sequence[str], passages: Sequence[NewPassage]
    ) -> None:
        """Correct a document's metadata in one transaction, and record the correction for each of its files.

        Args:
            document_id: the document's number.
            corrected: its metadata after the correction.
            names: the fields that a person corrected.
            passages: all its passages in order if their vectors change, otherwise none; the new vectors must be stored
                already.
        """
        values = dict(zip(rows.METADATA_COLUMNS.split(", "), rows.metadata_row(corrected), strict=True))
        with self.database.transaction() as change:
            generation = change.next_generation
            paths = change.rows("SELECT path FROM sources WHERE document_id = ?", (document_id,))
            for (path,) in paths:
                held = _corrections(change, path) | {name: values[name] for name in names}
                fields = json.dumps(held, ensure_ascii=False)
                change.execute("INSERT OR REPLACE INTO corrections (path, fields) VALUES (?, ?)", (path, fields))
                change.execute(f"UPDATE corrections SET checksum = {CORRECTION_CHECKSUM} WHERE path = ?", (path,))
            columns = ", ".join(f"{name} = ?" for name in values)
            change.execute(f"UPDATE documents SET {columns} WHERE id = ?", (*values.values(), document_id))
            if passages:
                change.execute(
                    "INSERT INTO removed_passages SELECT id, ? FROM passages WHERE document_id = ?",
                    (generation, document_id),
                )
                change.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
                _insert_passages(change, document_id, passages, generation)
            set_document_checksum(change.execute, document_id)
            _raise_generation(change, generation)

    def change_model(self, identity: str, passages: Mapping[int, Sequence[NewPassage]]) -> None:
        """Replace the passages of all documents by those of another model in one transaction.

        Removed documents are purged, because a library never holds passages of two models.

        Args:
            identity: the model's identity.
            passages: the passages of each document in order, by the document's number; the vectors must be stored
                already. A document that is not named, because it is damaged, keeps no passages.
        """
        with self.database.transaction() as change:
            generation = change.next_generation
            change.execute("DELETE FROM documents WHERE removed IS NOT NULL")
            change.execute("INSERT INTO removed_passages SELECT id, ? FROM passages", (generation,))
            change.execute("DELETE FROM passages")
            for document_id, new in passages.items():
                _insert_passages(change, document_id, new, generation)
                set_document_checksum(change.execute, document_id)
            set_meta(change.execute, "model", identity)
            # An index of an earlier generation names no passage that is still there.
            set_meta(change.execute, "purged", str(generation))
            _raise_generation(change, generation)

    def set_state(self, path: str, state: FileState | None) -> None:
        """Record the state of a file whose content has not changed since it was stored."""
        values = in_file(self.database.stored_path(path))
        with self.database.transaction() as change:
            change.execute(
                f"UPDATE sources SET size = ?, modified = ?, changed = ? WHERE {IN_FILE}",
                (*_state_row(state), *values),
            )
            change.execute(f"UPDATE sources SET checksum = {SOURCE_CHECKSUM} WHERE {IN_FILE}", values)

    def remove(self, document_ids: Sequence[int]) -> None:
        """Remove documents with all their sources in one transaction."""
        with self.database.transaction() as change:
            generation = change.next_generation
            for document_id in document_ids:
                _mark_removed(change, document_id, generation)
            _raise_generation(change, generation)

    def remove_source(self, path: str) -> bool:
        """Remove a source in one transaction; return whether the library held the source.

        If its document has no other source, the document is removed as well.
        """
        with self.database.transaction() as change:
            generation = change.next_generation
            removed = _unlink(change, "path = ?", (self.database.stored_path(path),), generation)
            if removed:
                _raise_generation(change, generation)
        return removed

    def purge(self, generation: int) -> None:
        """Delete the documents that were removed up to a generation; no index may refer to their passages any more."""
        with self.database.transaction() as change:
            change.execute("DELETE FROM documents WHERE removed <= ?", (generation,))
            set_meta(change.execute, "purged", str(generation))

    def forget_unused_vectors(self) -> None:
        """Delete the vectors that no passage refers to."""
        with self.database.transaction() as change:
            change.execute(
                "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors EXCEPT SELECT vector_key FROM passages)"
            )


def _insert(change: Transaction, new: NewDocument, content_hash: str) -> int:
    """Insert a document with its passages; return its number."""
    document, generation = new.document, change.next_generation
    pages, recognised = json.dumps(document.pages), json.dumps(document.recognised)
    content = (new.document_id, content_hash, document.media_type, document.encoding, document.text, pages, recognised)
    cursor = change.execute(
        "INSERT INTO documents (id, content_hash, media_type, encoding, text, pages, recognised, "
        f"{rows.METADATA_COLUMNS}) VALUES ({', '.join('?' * 16)})",
        (*content, *rows.metadata_row(document.metadata)),
    )
    assert cursor.lastrowid is not None
    _insert_passages(change, cursor.lastrowid, new.passages, generation)
    set_document_checksum(change.execute, cursor.lastrowid)
    return cursor.lastrowid


def _insert_passages(change: Transaction, document_id: int, passages: Sequence[NewPassage], generation: int) -> None:
    change.executemany(
        f"INSERT INTO passages (document_id, {rows.PASSAGE_COLUMNS}, vector_key, generation) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(document_id, *rows.passage_row(new.passage), new.vector_key, generation) for new in passages],
    )


def _corrections(change: Transaction, path: str) -> dict[str, str | None]:
    """Return the corrected values of a file by column name; empty if there are none or they are damaged."""
    found = change.rows(f"SELECT fields FROM corrections WHERE path = ? AND checksum = {CORRECTION_CHECKSUM}", (path,))
    return dict(json.loads(found[0][0])) if found else {}


def _namesakes(change: Transaction, document: Document, document_id: int) -> tuple[Namesake, ...]:
    """Return the first other document with the same title and the first with the same 文号; each may be absent."""
    namesakes = []
    for field in _NAMESAKE_FIELDS:
        name = document.metadata.document_number if field == "document_number" else document.metadata.title
        if not name:
            continue
        others = change.rows(
            f"SELECT {rows.FIRST_SOURCE} FROM documents AS d "
            f"WHERE {field} = ? AND id != ? AND removed IS NULL ORDER BY id LIMIT 1",
            (name, document_id),
        )
        if others:
            namesakes.append(Namesake(document.source, field, name, others[0][0]))
    return tuple(namesakes)


def _unlink(change: Transaction, where: str, values: Values, generation: int) -> bool:
    """Remove the sources that fulfil an SQL condition; return whether there were any.

    A document is removed together with its last source.
    """
    found = change.rows(
        "SELECT d.id, path, (SELECT count(*) FROM sources WHERE document_id = d.id) FROM documents AS d "
        f"JOIN sources ON document_id = d.id WHERE {where} AND d.removed IS NULL",
        values,
    )
    for document_id, path, sources in found:
        if sources > 1:
            change.execute("DELETE FROM sources WHERE path = ? AND document_id = ?", (path, document_id))
        else:
            _mark_removed(change, document_id, generation)
    return bool(found)


def _mark_removed(change: Transaction, document_id: int, generation: int) -> None:
    change.execute("UPDATE documents SET removed = ? WHERE id = ?", (generation, document_id))
    set_document_checksum(change.execute, document_id)
    change.execute(
        "INSERT INTO removed_passages SELECT id, ? FROM passages WHERE document_id = ?", (generation, document_id)
    )


def _raise_generation(change: Transaction, generation: int) -> None:
    set_meta(change.execute, "generation", str(generation))


def _state_row(state: FileState | None) -> tuple[int | None, int | None, int | None]:
    return (state.size, state.modified, state.changed) if state else (None, None, None)
