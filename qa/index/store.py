"""The library's truth: documents, passages and vectors in SQLite.

A document enters or leaves in one transaction that raises the library's generation by one; passages remember the
generation they came with, and removed ones the generation they left with, so that an index can be brought up to date
from the generation it holds.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryError
from qa.index.schema import migrate
from qa.types import Citation, Document, DocumentSummary, Metadata, Passage, PassageKind

_BUSY_SECONDS = 30
_DOCUMENT_COLUMNS = (
    "title, issuer, index_number, document_number, category, subject_words, date_written, date_published"
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the store gives it: ``text`` is cut out of its document's text by the database."""

    id: int
    kind: PassageKind
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored, with the key of its vector."""

    passage: Passage
    vector_key: str


class Store:
    """One library's database. Safe for threads of one process; other processes may read at the same time.

    Raises:
        LibraryError: the file is no database of this program, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._name = str(path.parent)
        self._lock = RLock()
        try:
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            migrate(self._connection, self._name)
            with self._transaction():
                self._connection.execute("INSERT OR IGNORE INTO meta VALUES ('identity', ?)", (uuid.uuid4().hex,))
                self._connection.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")
        except sqlite3.Error as error:
            raise LibraryError(f"资料库打不开：{self._name}（{error}）。请检查权限，或换一个文件夹") from error

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    @property
    def identity(self) -> str:
        """A name of this library that no other one has."""
        return self._meta("identity")

    @property
    def generation(self) -> int:
        """How many times a document was added, replaced or removed."""
        return int(self._meta("generation"))

    @property
    def model(self) -> str | None:
        """The identity of the model that the passages were embedded with, or ``None`` while there are none."""
        with self._lock:
            row = self._connection.execute(
                "SELECT value FROM meta WHERE key = 'model' AND EXISTS (SELECT 1 FROM passages)"
            ).fetchone()
        return row[0] if row else None

    def set_model(self, identity: str) -> None:
        """Record which model the vectors come from."""
        with self._lock:
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (identity,))

    def content_hash(self, source: str) -> str | None:
        """The content hash under which a file is stored, or ``None`` if it is not."""
        with self._lock:
            row = self._connection.execute("SELECT content_hash FROM documents WHERE source = ?", (source,)).fetchone()
        return row[0] if row else None

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of ``keys`` whose vectors are stored."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT key FROM vectors WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys),)
            )
            return {key for (key,) in rows}

    def put(
        self,
        document: Document,
        content_hash: str,
        passages: Sequence[NewPassage],
        vectors: Mapping[str, NDArray[np.float32]],
    ) -> bool:
        """Store a document in one transaction, in place of the version of the same source.

        Args:
            document: what was read.
            content_hash: of the file's bytes.
            passages: in order; the vector of each is stored already or in ``vectors``.
            vectors: new vectors by key, each of shape (dimension,).

        Returns:
            Whether an older version was replaced.
        """
        with self._transaction() as generation:
            replaced = self._delete("source", document.source, generation)
            self._connection.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
                [(key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()],
            )
            meta = document.metadata
            cursor = self._connection.execute(
                "INSERT INTO documents (source, content_hash, media_type, encoding, text, "
                f"{_DOCUMENT_COLUMNS}) VALUES ({', '.join('?' * 13)})",
                (
                    *(document.source, content_hash, document.media_type, document.encoding, document.text),
                    *(meta.title, meta.issuer, meta.index_number, meta.document_number),
                    *(meta.category, meta.subject_words, _iso(meta.date_written), _iso(meta.date_published)),
                ),
            )
            self._connection.executemany(
                "INSERT INTO passages (document_id, kind, start, end, paragraph, heading_path, vector_key, generation)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(cursor.lastrowid, *_row(new), generation) for new in passages],
            )
            self._raise_generation(generation)
        return replaced

    def remove(self, document_id: int) -> bool:
        """Remove a document in one transaction; whether it was there. Its vectors stay until they are forgotten."""
        with self._transaction() as generation:
            removed = self._delete("id", document_id, generation)
            if removed:
                self._raise_generation(generation)
        return removed

    def forget_unused_vectors(self) -> None:
        """Delete the vectors that no passage refers to any more."""
        with self._lock:
            self._connection.execute(
                "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors EXCEPT SELECT vector_key FROM passages)"
            )

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, in the order they came."""
        with self._lock:
            rows = self._connection.execute(
                f"SELECT id, source, length(text), (SELECT count(*) FROM passages WHERE document_id = documents.id), "
                f"{_DOCUMENT_COLUMNS} FROM documents ORDER BY id"
            ).fetchall()
        return tuple(DocumentSummary(row[0], row[1], _metadata(row[4:]), row[2], row[3]) for row in rows)

    def document_text(self, document_id: int) -> str:
        """The text that the citations of a document point into.

        Raises:
            LibraryError: there is no such document.
        """
        with self._lock:
            row = self._connection.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise LibraryError(f"资料库里没有编号为 {document_id} 的文件。用 qa list 看有哪些")
        return row[0]

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages with these ids; one that has been removed is left out."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT p.id, p.kind, substr(d.text, p.start + 1, p.end - p.start), p.document_id, p.paragraph, "
                "p.heading_path, p.start, p.end, d.source, d.title, d.issuer, d.index_number, d.document_number, "
                "d.date_written, d.date_published FROM passages AS p JOIN documents AS d ON d.id = p.document_id "
                "WHERE p.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
        return {row[0]: _stored(row) for row in rows}

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; 1 while there are none."""
        with self._lock:
            row = self._connection.execute("SELECT length(vector) FROM vectors LIMIT 1").fetchone()
        return row[0] // np.dtype(np.float32).itemsize if row else 1

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of passages, shape (number of ids, dimension)."""
        with self._lock:
            rows = dict(
                self._connection.execute(
                    "SELECT p.id, v.vector FROM passages AS p JOIN vectors AS v ON v.key = p.vector_key "
                    "WHERE p.id IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(ids)),),
                ).fetchall()
            )
        joined = b"".join(rows[passage] for passage in ids)
        return np.frombuffer(joined, dtype="<f4").astype(np.float32).reshape(len(ids), -1)

    def ids_added_since(self, generation: int) -> tuple[int, ...]:
        """The passages that came after ``generation`` and are still there."""
        return self._ids("SELECT id FROM passages WHERE generation > ? ORDER BY id", generation)

    def ids_removed_since(self, generation: int) -> tuple[int, ...]:
        """The passages that left after ``generation``."""
        return self._ids("SELECT id FROM removed_passages WHERE generation > ? ORDER BY id", generation)

    def passage_count(self) -> int:
        """How many passages the library holds."""
        with self._lock:
            return self._connection.execute("SELECT count(*) FROM passages").fetchone()[0]

    def _ids(self, query: str, generation: int) -> tuple[int, ...]:
        with self._lock:
            return tuple(row[0] for row in self._connection.execute(query, (generation,)))

    def _meta(self, key: str) -> str:
        with self._lock:
            return self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0]

    @contextmanager
    def _transaction(self) -> Iterator[int]:
        """A transaction that writes; gives the generation that it will make."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                row = self._connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
                yield int(row[0]) + 1 if row else 0
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def _raise_generation(self, generation: int) -> None:
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),))

    def _delete(self, column: str, value: str | int, generation: int) -> bool:
        found = self._connection.execute(f"SELECT id FROM documents WHERE {column} = ?", (value,)).fetchone()
        if found is None:
            return False
        self._connection.execute(
            "INSERT INTO removed_passages SELECT id, ? FROM passages WHERE document_id = ?", (generation, found[0])
        )
        self._connection.execute("DELETE FROM documents WHERE id = ?", found)
        return True


def batches(ids: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """``ids`` in stretches of at most ``size``."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _row(new: NewPassage) -> tuple[str, int, int, int, str, str]:
    passage = new.passage
    path = json.dumps(passage.heading_path, ensure_ascii=False)
    return (passage.kind.value, passage.span.start, passage.span.end, passage.paragraph, path, new.vector_key)


def _stored(row: tuple[Any, ...]) -> StoredPassage:
    passage, kind, text, document, paragraph, path, start, end, source, title, issuer, index, number, written, pub = row
    citation = Citation(
        document_id=document,
        title=title,
        issuer=issuer,
        index_number=index,
        document_number=number,
        date_written=_date(written),
        date_published=_date(pub),
        heading_path=tuple(json.loads(path)),
        paragraph=paragraph,
        start=start,
        end=end,
        source=source,
    )
    return StoredPassage(passage, PassageKind(kind), text, citation)


def _metadata(row: Sequence[Any]) -> Metadata:
    title, issuer, index_number, document_number, category, subject_words, written, published = row
    return Metadata(
        title=title,
        issuer=issuer,
        index_number=index_number,
        document_number=document_number,
        category=category,
        subject_words=subject_words,
        date_written=_date(written),
        date_published=_date(published),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
