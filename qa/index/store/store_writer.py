"""The library's truth, for changing: for the one process that holds the lock.

A document that leaves stays in the tables, marked with the generation it left with, until no index names its passages
any more; then it is purged.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index.store import rows
from qa.index.store.checksums import set_document_checksum, vector_checksum
from qa.index.store.store import VECTOR_TYPE, FileState, Store
from qa.types import Document, Namesake, Passage

_NAMES = {"document_number": "文号", "title": "标题"}


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored, with the key of its vector."""

    passage: Passage
    vector_key: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a file did: whether an older version left, and which other texts have a name in common with it."""

    replaced: bool
    namesakes: tuple[Namesake, ...] = ()


class StoreWriter(Store):
    """One library's database, for changing."""

    def set_model(self, identity: str) -> None:
        """Record which model the vectors come from."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (identity,))

    def put_vectors(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors by key, each of shape (dimension,); passages may refer to them from now on."""
        encoded = [(key, vector.astype(VECTOR_TYPE).tobytes()) for key, vector in vectors.items()]
        with self._transaction():
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(key, vector, vector_checksum(vector)) for key, vector in encoded],
            )

    def put(
        self,
        document: Document,
        content_hash: str,
        state: FileState | None,
        passages: Sequence[NewPassage],
        document_id: int | None = None,
    ) -> Stored:
        """Store a file in one transaction, in place of its older version.

        A text that is stored already gets one more source.

        Args:
            document: what was read.
            content_hash: of the file's bytes.
            state: of the file before it was read, or ``None`` if it cannot show a later change.
            passages: in order; their vectors are stored already.
            document_id: the number of a document that was there before; a new text gets a new one.
        """
        with self._transaction() as generation:
            replaced = self._unlink(document.source, generation)
            held = self._text_id(content_hash, document.media_type)
            namesakes: tuple[Namesake, ...] = ()
            if held is None:
                held = self._insert(document_id, document, content_hash, passages, generation)
                namesakes = self._namesakes(document, held)
            self._connection.execute(
                "INSERT INTO sources (path, document_id, size, modified, changed) VALUES (?, ?, ?, ?, ?)",
                (document.source, held, *_state_row(state)),
            )
            self._raise_generation(generation)
        return Stored(replaced, namesakes)

    def set_state(self, path: str, state: FileState | None) -> None:
        """Record the state of a file whose content is still as stored."""
        with self._transaction():
            self._connection.execute(
                "UPDATE sources SET size = ?, modified = ?, changed = ? WHERE path = ?", (*_state_row(state), path)
            )

    def remove(self, document_id: int) -> bool:
        """Let a document with all its sources leave in one transaction; whether it was there."""
        with self._transaction() as generation:
            if not self._rows("SELECT 1 FROM documents WHERE id = ? AND removed IS NULL", (document_id,)):
                return False
            self._let_go(document_id, generation)
            self._raise_generation(generation)
        return True

    def remove_source(self, path: str) -> bool:
        """Let a file leave, and with its last source the text, in one transaction; whether it was there."""
        with self._transaction() as generation:
            removed = self._unlink(path, generation)
            if removed:
                self._raise_generation(generation)
        return removed

    def purge(self, generation: int) -> None:
        """Delete what left up to ``generation``, which no index names any more."""
        with self._transaction():
            self._connection.execute("DELETE FROM documents WHERE removed <= ?", (generation,))
            self._connection.execute("UPDATE meta SET value = ? WHERE key = 'purged'", (str(generation),))

    def forget_unused_vectors(self) -> None:
        """Delete the vectors that no passage refers to."""
        with self._transaction():
            self._connection.execute(
                "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors EXCEPT SELECT vector_key FROM passages)"
            )

    def _insert(
        self,
        document_id: int | None,
        document: Document,
        content_hash: str,
        passages: Sequence[NewPassage],
        generation: int,
    ) -> int:
        cursor = self._connection.execute(
            f"INSERT INTO documents (id, content_hash, media_type, encoding, text, pages, {rows.METADATA_COLUMNS}) "
            f"VALUES ({', '.join('?' * 15)})",
            (
                *(
                    document_id,
                    content_hash,
                    document.media_type,
                    document.encoding,
                    document.text,
                    json.dumps(document.pages),
                ),
                *rows.metadata_row(document.metadata),
            ),
        )
        assert cursor.lastrowid is not None
        self._connection.executemany(
            f"INSERT INTO passages (document_id, {rows.PASSAGE_COLUMNS}, vector_key, generation) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(cursor.lastrowid, *rows.passage_row(new.passage), new.vector_key, generation) for new in passages],
        )
        set_document_checksum(self._connection, cursor.lastrowid)
        return cursor.lastrowid

    def _namesakes(self, document: Document, document_id: int) -> tuple[Namesake, ...]:
        """For each name that a document shares with another text, the first such text."""
        found = []
        for column, field in _NAMES.items():
            if not (name := getattr(document.metadata, column)):
                continue
            others = self._rows(
                f"SELECT {rows.FIRST_SOURCE} FROM documents AS d "
                f"WHERE {column} = ? AND id != ? AND removed IS NULL ORDER BY id LIMIT 1",
                (name, document_id),
            )
            if others:
                found.append(Namesake(document.source, field, name, others[0][0]))
        return tuple(found)

    def _unlink(self, path: str, generation: int) -> bool:
        """Take a source away from its text, and let the text go with its last one; whether it was there."""
        found = self._rows(
            "SELECT d.id, (SELECT count(*) FROM sources WHERE document_id = d.id) FROM documents AS d "
            "JOIN sources AS s ON s.document_id = d.id WHERE s.path = ? AND d.removed IS NULL",
            (path,),
        )
        for document_id, sources in found:
            if sources > 1:
                self._connection.execute("DELETE FROM sources WHERE path = ? AND document_id = ?", (path, document_id))
            else:
                self._let_go(document_id, generation)
        return bool(found)

    def _let_go(self, document_id: int, generation: int) -> None:
        self._connection.execute("UPDATE documents SET removed = ? WHERE id = ?", (generation, document_id))
        self._connection.execute(
            "INSERT INTO removed_passages SELECT id, ? FROM passages WHERE document_id = ?", (generation, document_id)
        )

    def _raise_generation(self, generation: int) -> None:
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),))


def _state_row(state: FileState | None) -> tuple[int | None, int | None, int | None]:
    return (state.size, state.modified, state.changed) if state else (None, None, None)
