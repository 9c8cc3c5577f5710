"""Read the store: documents, their sources, passages and vectors.

A document enters or leaves in one transaction, which raises the library's generation by one. A passage records the
generation that added it, a document the generation that removed it. So an index can be updated from the generation
that it holds, and a reader whose index lags sees the library exactly as it was at that generation.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from qa.errors import LibraryError
from qa.index.store import rows
from qa.index.store.checksums import CORRECTION_CHECKSUM
from qa.index.store.database import Database
from qa.index.store.queryable import Queryable
from qa.index.store.recent_passages import RecentPassages
from qa.index.store.recorded_model import recorded_model
from qa.index.store.soundness import SoundDocuments
from qa.index.store.store_view import StoreView, generation_and_purged, latest_generation, parsed
from qa.index.store.stored_source import IN_FILE, FileState, StoredSource, in_file
from qa.messages import Message
from qa.types import DocumentContents, DocumentSummary, Metadata, Span

_SUMMARY_COLUMNS = (
    "d.id, "
    "(SELECT json_group_array(full_path(path)) FROM (SELECT path FROM sources WHERE document_id = d.id ORDER BY id)), "
    f"length(d.text), (SELECT count(*) FROM passages WHERE document_id = d.id), {rows.METADATA_COLUMNS}"
)

_FORMAT_OF = "substr({0}.media_type, 1, instr({0}.media_type || ';', ';') - 1)"
"""SQL for the media type of a document without its place in a compilation; ``{0}`` is the table"""


class StoreSnapshot:
    """One committed state of a library's database. Made by :meth:`Store.snapshot`."""

    def __init__(self, queryable: Queryable, name: str, sound: SoundDocuments, recent: RecentPassages) -> None:
        self._queryable = queryable
        self._name = name
        self._sound = sound
        self._recent = recent
        self.generation, self.purged = generation_and_purged(queryable, name)
        """``generation`` is the latest generation; ``purged`` is the generation up to which removed documents are
        purged, and an index of a generation before ``purged`` is useless"""

    @property
    def model(self) -> str | None:
        """The identity of the model that embedded the passages, or ``None`` while there are no passages."""
        return recorded_model(self._queryable, self._name)

    def at(self, generation: int) -> StoreView:
        """Return the library's contents at a generation between :attr:`purged` and :attr:`generation`."""
        return StoreView(self._queryable, generation, self._name, self._sound, self._recent)


class Store:
    """One library's database, for reading the latest committed state. Safe for threads.

    Args:
        database: the library's file.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._name = database.name
        self._sound = SoundDocuments(database.name)
        self._recent = RecentPassages()

    @cached_property
    def identity(self) -> str:
        """The library's unique identifier."""
        return self.database.meta("identity")

    @property
    def generation(self) -> int:
        """The latest generation: a number that grows by one with each transaction that changes documents."""
        return latest_generation(self.database, self._name)

    @contextmanager
    def snapshot(self) -> Iterator[StoreSnapshot]:
        """Yield one committed state of the database on its own connection; valid inside the ``with`` block."""
        with self.database.snapshot() as snapshot:
            yield StoreSnapshot(snapshot, self._name, self._sound, self._recent)

    @property
    def latest(self) -> StoreView:
        """The library at its latest generation. It reads the database directly, not from a snapshot."""
        return StoreView(self.database, self.generation, self._name, self._sound, self._recent)

    @property
    def model(self) -> str | None:
        """The identity of the model that embedded the passages, or ``None`` while there are no passages."""
        return recorded_model(self.database, self._name)

    def source(self, path: str) -> StoredSource | None:
        """Return a file as it was stored, or ``None`` if the library does not hold it.

        If the documents of a compilation disagree on the file's content or state, because one of them is damaged, the
        file counts as changed.
        """
        found = self.database.rows(
            "SELECT DISTINCT d.content_hash, s.size, s.modified, s.changed FROM sources AS s "
            f"JOIN documents AS d ON d.id = s.document_id WHERE {IN_FILE} AND d.removed IS NULL",
            in_file(self.database.stored_path(path)),
        )
        if not found:
            return None
        content_hash, size, modified, changed = found[0]
        is_unknown = size is None or len(found) > 1
        state = None if is_unknown else FileState(size, modified, changed)
        return StoredSource(content_hash if len({row[0] for row in found}) == 1 else "", state)

    def documents_of_file(self, document_id: int) -> tuple[int, ...]:
        """Return the numbers of the documents that were read from the file of a document, in the order of the file.

        There are several numbers for a compilation (a file that holds several documents), one for any other file, and
        none if there is no document with this number.
        """
        found = self.database.rows(
            "SELECT other.id FROM documents AS other JOIN documents AS d ON other.content_hash = d.content_hash "
            f"WHERE d.id = ? AND d.removed IS NULL AND other.removed IS NULL AND {_FORMAT_OF.format('other')} "
            f"= {_FORMAT_OF.format('d')} ORDER BY other.id",
            (document_id,),
        )
        return tuple(number for (number,) in found)

    def is_held(self, path: str) -> bool:
        """Return whether the library holds a document with exactly this path."""
        query = "SELECT 1 FROM sources JOIN documents AS d ON d.id = document_id WHERE path = ? AND removed IS NULL"
        return bool(self.database.rows(query, (self.database.stored_path(path),)))

    def corrected(self, path: str, read: Metadata) -> Metadata:
        """Return the metadata read from a file, with the corrections that people made for the file.

        Corrections that differ from their checksum are not applied.
        """
        query = f"SELECT fields FROM corrections WHERE path = ? AND checksum = {CORRECTION_CHECKSUM}"
        found = self.database.rows(query, (self.database.stored_path(path),))
        if not found:
            return read
        values = dict(zip(rows.METADATA_COLUMNS.split(", "), rows.metadata_row(read), strict=True))
        return parsed(lambda row: rows.metadata(tuple((values | json.loads(row[0])).values())), found[0], self._name)

    def sources(self) -> Iterator[str]:
        """Yield the paths of the files that the documents come from, ordered by path."""
        query = (
            "SELECT full_path(path) FROM sources JOIN documents AS d ON d.id = document_id "
            "WHERE removed IS NULL ORDER BY path"
        )
        return (path for (path,) in self.database.rows(query))

    def documents_of(self, path: str) -> tuple[int, ...]:
        """Return the numbers of the documents that have exactly this path, ascending."""
        query = (
            "SELECT d.id FROM sources AS s JOIN documents AS d ON d.id = s.document_id "
            "WHERE s.path = ? AND d.removed IS NULL ORDER BY d.id"
        )
        return tuple(number for (number,) in self.database.rows(query, (self.database.stored_path(path),)))

    def holds(self, content_hash: str, media_type: str) -> bool:
        """Return whether the library holds a document with a content hash and media type, from any source."""
        return document_with_content(self.database, content_hash, media_type) is not None

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Return the keys whose vectors are stored and undamaged."""
        query = (
            "SELECT key FROM vectors WHERE key IN (SELECT value FROM json_each(?)) "
            "AND vector_checksum(vector) = checksum"
        )
        return {key for (key,) in self.database.rows(query, (json.dumps(keys),))}

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return all documents in the order in which they were added."""
        query = f"SELECT {_SUMMARY_COLUMNS} FROM documents AS d WHERE removed IS NULL ORDER BY id"
        return tuple(parsed(_summary, row, self._name) for row in self.database.rows(query))

    def damaged_documents(self) -> set[int]:
        """Return the numbers of the documents that are damaged, have a damaged source or have no source."""
        with self.database.snapshot() as snapshot:
            present = [number for (number,) in snapshot.rows("SELECT id FROM documents WHERE removed IS NULL")]
            return set(self._sound.damaged(snapshot, present))

    def document(self, document_id: int) -> DocumentContents:
        """Return everything stored about a document.

        Raises:
            LibraryError: there is no such document, or it is damaged.
        """
        with self.database.snapshot() as snapshot:
            self._sound.check(snapshot, [document_id])
            found = snapshot.rows(
                f"SELECT content_hash, media_type, encoding, text, pages, recognised, {_SUMMARY_COLUMNS} "
                "FROM documents AS d WHERE id = ? AND removed IS NULL",
                (document_id,),
            )
            query = f"SELECT {rows.PASSAGE_COLUMNS} FROM passages WHERE document_id = ? ORDER BY id"
            passages = snapshot.rows(query, (document_id,))
        if not found:
            raise no_document(document_id)
        content_hash, media_type, encoding, text, pages, recognised, *summary = found[0]
        return DocumentContents(
            summary=parsed(_summary, summary, self._name),
            content_hash=content_hash,
            media_type=media_type,
            encoding=encoding,
            text=text,
            passages=tuple(parsed(rows.passage, row, self._name) for row in passages),
            pages=parsed(lambda row: tuple(json.loads(row[0])), (pages,), self._name),
            recognised=parsed(lambda row: tuple(json.loads(row[0])), (recognised,), self._name),
        )

    def document_text(self, document_id: int, generation: int | None = None) -> str:
        """Return the text of a document; its citations are slices of this text.

        Args:
            document_id: the document's number.
            generation: also return the text of a document that was removed after this generation and is not purged yet.

        Raises:
            LibraryError: there is no such document, or it is damaged.
        """
        with self.database.snapshot() as snapshot:
            self._sound.check(snapshot, [document_id])
            latest = latest_generation(snapshot, self._name) if generation is None else generation
            found = snapshot.rows(
                "SELECT text FROM documents WHERE id = ? AND (removed IS NULL OR removed > ?)", (document_id, latest)
            )
        if not found:
            raise no_document(document_id)
        return found[0][0]

    def document_slice(self, document_id: int, span: Span, generation: int | None = None) -> str:
        """Return a slice of the text of a document, shorter where the text ends.

        The document is not compared with its checksum.

        Args:
            document_id: the document's number.
            span: the slice.
            generation: as for :meth:`document_text`.

        Raises:
            LibraryError: there is no such document.
        """
        found = self.database.rows(
            "SELECT substr(text, ?, ?) FROM documents WHERE id = ? AND (removed IS NULL OR removed > ?)",
            (span.start + 1, len(span), document_id, self.generation if generation is None else generation),
        )
        if not found:
            raise no_document(document_id)
        return found[0][0]

    def issuers(self) -> tuple[str, ...]:
        """Return the issuers of the library's documents, sorted, each once; a document without an issuer adds none."""
        found = self.database.rows(
            "SELECT DISTINCT issuer FROM documents WHERE removed IS NULL AND issuer != '' ORDER BY issuer"
        )
        return tuple(issuer for (issuer,) in found)

    def passage_count(self) -> int:
        """Return the number of passages in the library."""
        query = "SELECT count(*) FROM passages JOIN documents AS d ON d.id = document_id WHERE d.removed IS NULL"
        return int(self.database.rows(query)[0][0])


def document_with_content(queryable: Queryable, content_hash: str, media_type: str) -> int | None:
    """Return the number of the document with a content hash and media type, or ``None`` if there is none."""
    found = queryable.rows(
        "SELECT id FROM documents WHERE content_hash = ? AND media_type = ? AND removed IS NULL",
        (content_hash, media_type),
    )
    return found[0][0] if found else None


def no_document(document_id: int) -> LibraryError:
    """Return the error that says that a document is not in the library."""
    return LibraryError(Message("资料库里没有编号为 {number} 的文件。用 qa list 看有哪些", number=document_id))


def _summary(row: Sequence[Any]) -> DocumentSummary:
    document, sources, characters, passages = row[:4]
    paths = tuple(json.loads(sources))
    return DocumentSummary(document, paths[0], rows.metadata(row[4:]), characters, passages, paths)
