"""The library's truth, for reading: documents, their sources, passages and vectors.

A document enters or leaves in one transaction that raises the library's generation by one; passages remember the
generation they came with and documents the one they left with. So an index can be brought up to date from the
generation it holds, and the reader of an index that lags sees the library as it was at just that generation.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryError
from qa.index.store import rows
from qa.index.store.database import Database
from qa.index.store.rows import StoredPassage
from qa.messages import Message
from qa.types import DocumentContents, DocumentSummary, Metadata

_Parsed = TypeVar("_Parsed")
_Item = TypeVar("_Item")
VECTOR_TYPE = np.dtype("<f4")
_SUMMARY_COLUMNS = (
    "d.id, (SELECT json_group_array(path) FROM (SELECT path FROM sources WHERE document_id = d.id ORDER BY id)), "
    f"length(d.text), (SELECT count(*) FROM passages WHERE document_id = d.id), {rows.METADATA_COLUMNS}"
)


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells without reading whether a file may have changed: its size in bytes, and times in nanoseconds."""

    size: int
    modified: int
    changed: int
    """the file system's own time of the last change, which nobody can set back; on Windows when the file was made"""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file as it was when it was stored; without a state where only its content can tell whether it changed."""

    content_hash: str
    state: FileState | None


class Store(Database):
    """One library's database, for reading."""

    _shown: int | None = None

    def show(self, generation: int) -> None:
        """From now on, show passages and texts as of a generation that is not purged; before this, the latest."""
        self._shown = generation

    @property
    def model(self) -> str | None:
        """The identity of the model that the passages were embedded with, or ``None`` while there are none."""
        found = self._rows("SELECT value FROM meta WHERE key = 'model' AND EXISTS (SELECT 1 FROM passages)")
        return found[0][0] if found else None

    def source(self, path: str) -> StoredSource | None:
        """A file as stored, or ``None`` if it is not."""
        found = self._rows(
            "SELECT d.content_hash, s.size, s.modified, s.changed FROM sources AS s "
            "JOIN documents AS d ON d.id = s.document_id WHERE s.path = ? AND d.removed IS NULL",
            (path,),
        )
        if not found:
            return None
        content_hash, size, modified, changed = found[0]
        return StoredSource(content_hash, None if size is None else FileState(size, modified, changed))

    def sources(self) -> Iterator[str]:
        """The files that the documents come from, in order."""
        query = "SELECT path FROM sources JOIN documents AS d ON d.id = document_id WHERE removed IS NULL ORDER BY path"
        return (path for (path,) in self._rows(query))

    def holds(self, content_hash: str, media_type: str) -> bool:
        """Whether a text is stored already, from whatever source."""
        return self._text_id(content_hash, media_type) is not None

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of ``keys`` whose vectors are stored."""
        found = self._rows("SELECT key FROM vectors WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys),))
        return {key for (key,) in found}

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, in the order they came."""
        found = self._rows(f"SELECT {_SUMMARY_COLUMNS} FROM documents AS d WHERE removed IS NULL ORDER BY id")
        return tuple(self._parsed(_summary, row) for row in found)

    def document(self, document_id: int) -> DocumentContents:
        """Everything that is stored of a document.

        Raises:
            LibraryError: there is no such document.
        """
        found = self._rows(
            f"SELECT content_hash, media_type, encoding, text, pages, {_SUMMARY_COLUMNS} FROM documents AS d "
            "WHERE id = ? AND removed IS NULL",
            (document_id,),
        )
        if not found:
            raise self.no_document(document_id)
        content_hash, media_type, encoding, text, pages, *summary = found[0]
        cut = self._rows(
            f"SELECT {rows.PASSAGE_COLUMNS} FROM passages WHERE document_id = ? ORDER BY id", (document_id,)
        )
        return DocumentContents(
            summary=self._parsed(_summary, summary),
            content_hash=content_hash,
            media_type=media_type,
            encoding=encoding,
            text=text,
            passages=tuple(self._parsed(rows.passage, row) for row in cut),
            pages=self._parsed(lambda row: tuple(json.loads(row[0])), (pages,)),
        )

    def document_text(self, document_id: int) -> str:
        """The text that the citations of a document point into.

        Raises:
            LibraryError: there is no such document.
        """
        found = self._rows(
            "SELECT text FROM documents WHERE id = ? AND (removed IS NULL OR removed > ?)",
            (document_id, self._shown_generation),
        )
        if not found:
            raise self.no_document(document_id)
        return found[0][0]

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages with these ids, as of the generation that is shown; one that is not there is left out."""
        shown = self._shown_generation
        found = self._rows(
            f"SELECT {rows.STORED_COLUMNS} FROM passages AS p JOIN documents AS d ON d.id = p.document_id "
            "WHERE p.id IN (SELECT value FROM json_each(?)) AND p.generation <= ? "
            "AND (d.removed IS NULL OR d.removed > ?)",
            (json.dumps(list(ids)), shown, shown),
        )
        return {row[0]: self._parsed(rows.stored_passage, row) for row in found}

    def passages_where(self, allow: Callable[[int, Metadata], bool]) -> tuple[int, ...]:
        """The passages of the documents whose id and metadata are allowed, as of the generation that is shown."""
        shown = self._shown_generation
        found = self._rows(
            f"SELECT id, {rows.METADATA_COLUMNS} FROM documents WHERE removed IS NULL OR removed > ?", (shown,)
        )
        documents = [row[0] for row in found if allow(row[0], self._parsed(rows.metadata, row[1:]))]
        chosen = self._rows(
            "SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(?)) AND generation <= ? "
            "ORDER BY id",
            (json.dumps(documents), shown),
        )
        return tuple(passage for (passage,) in chosen)

    def issuers(self) -> tuple[str, ...]:
        """Who issued the documents of the library, each once."""
        found = self._rows(
            "SELECT DISTINCT issuer FROM documents WHERE removed IS NULL AND issuer != '' ORDER BY issuer"
        )
        return tuple(issuer for (issuer,) in found)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; 1 while there are none."""
        found = self._rows("SELECT length(vector) FROM vectors LIMIT 1")
        return found[0][0] // VECTOR_TYPE.itemsize if found else 1

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of passages, shape (number of ids, dimension).

        Raises:
            LibraryError: one is missing or damaged.
        """
        query = (
            "SELECT p.id, v.vector FROM passages AS p JOIN vectors AS v ON v.key = p.vector_key "
            "WHERE p.id IN (SELECT value FROM json_each(?))"
        )
        found = dict(self._rows(query, (json.dumps(list(ids)),)))
        size = self.dimension * VECTOR_TYPE.itemsize
        if any(len(found.get(passage, b"")) != size for passage in ids):
            raise LibraryError(
                Message("资料库里有向量缺失或损坏：{name}。请用 qa verify --repair 修复", name=self._name)
            )
        joined = b"".join(found[passage] for passage in ids)
        return np.frombuffer(joined, dtype=VECTOR_TYPE).astype(np.float32).reshape(len(ids), -1)

    def ids_added_since(self, generation: int, until: int | None = None) -> tuple[int, ...]:
        """The passages that came after ``generation`` and are there at generation ``until``, by default the latest."""
        at = self.generation if until is None else until
        found = self._rows(
            "SELECT p.id FROM passages AS p JOIN documents AS d ON d.id = p.document_id "
            "WHERE p.generation > ? AND p.generation <= ? AND (d.removed IS NULL OR d.removed > ?) ORDER BY p.id",
            (generation, at, at),
        )
        return tuple(passage for (passage,) in found)

    def ids_removed_since(self, generation: int, until: int | None = None) -> tuple[int, ...]:
        """The passages that left after ``generation`` and not after ``until``, by default the latest."""
        at = self.generation if until is None else until
        found = self._rows(
            "SELECT id FROM removed_passages WHERE generation > ? AND generation <= ? ORDER BY id", (generation, at)
        )
        return tuple(passage for (passage,) in found)

    def passage_count(self) -> int:
        """How many passages the library holds."""
        query = "SELECT count(*) FROM passages JOIN documents AS d ON d.id = document_id WHERE d.removed IS NULL"
        return int(self._rows(query)[0][0])

    def no_document(self, document_id: int) -> LibraryError:
        """The error of a document that is not there."""
        return LibraryError(Message("资料库里没有编号为 {number} 的文件。用 qa list 看有哪些", number=document_id))

    @property
    def _shown_generation(self) -> int:
        return self.generation if self._shown is None else self._shown

    def _text_id(self, content_hash: str, media_type: str) -> int | None:
        found = self._rows(
            "SELECT id FROM documents WHERE content_hash = ? AND media_type = ? AND removed IS NULL",
            (content_hash, media_type),
        )
        return found[0][0] if found else None

    def _parsed(self, parse: Callable[[Sequence[Any]], _Parsed], row: Sequence[Any]) -> _Parsed:
        try:
            return parse(row)
        except (ValueError, TypeError, LookupError) as error:
            raise self._cannot_read(error) from error


def batches(items: Sequence[_Item], size: int) -> Iterable[Sequence[_Item]]:
    """``items`` in stretches of at most ``size``."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _summary(row: Sequence[Any]) -> DocumentSummary:
    document, sources, characters, passages = row[:4]
    paths = tuple(json.loads(sources))
    return DocumentSummary(document, paths[0], rows.metadata(row[4:]), characters, passages, paths)
