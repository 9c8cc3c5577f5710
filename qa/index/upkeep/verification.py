"""Whether a library is whole: the store in itself, and the indexes against the store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from embeddings import IndexFileError, VectorIndex
from qa.errors import LibraryError
from qa.index.engine import LexicalIndex, tag
from qa.index.store import VECTOR_TYPE, LibraryPaths, Store, batches
from qa.index.store.checksums import document_checksum, vector_checksum

_BATCH = 2000


class Part(StrEnum):
    """Where a problem lies, and so what repairs it."""

    DATABASE = "database"
    DOCUMENT = "document"
    VECTOR = "vector"
    LEXICAL_INDEX = "lexical_index"
    VECTOR_INDEX = "vector_index"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a library that is not as it was stored."""

    part: Part
    text: str
    """one sentence for a person"""
    document_id: int | None = None
    vector_key: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared, and what was found wrong."""

    documents: int
    sources: int
    passages: int
    vectors: int
    problems: tuple[Problem, ...] = field(default=())


class Verifier:
    """Examines a store and the indexes beside it. Nobody may change the library meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def verify(self, paths: LibraryPaths, on_progress: Callable[[int, int], None]) -> Verification:
        """Compare everything with everything else.

        Args:
            paths: of the library's parts.
            on_progress: told again and again how many documents and vectors were compared, and how many there are.
        """
        problems = list(self._database_problems())
        if problems:
            # A database whose pages are damaged can be asked nothing further that one could rely on.
            return Verification(0, 0, 0, 0, tuple(problems))
        documents, vectors = self._count("documents WHERE removed IS NULL"), self._count("vectors")
        total = documents + vectors
        problems += self._document_problems(lambda done: on_progress(done, total))
        problems += self._span_problems()
        problems += self._source_problems()
        problems += self._vector_problems(lambda done: on_progress(documents + done, total))
        problems += self._lexical_problems(paths)
        problems += self._vector_index_problems(paths)
        return Verification(
            documents=documents,
            sources=len(list(self._store.sources())),
            passages=self._store.passage_count(),
            vectors=vectors,
            problems=tuple(problems),
        )

    def damaged_indexes(self, paths: LibraryPaths) -> tuple[Problem, ...]:
        """The indexes that are there and cannot be read as they were written. One that merely lags is not damaged."""
        problems = []
        if (paths.lexical / "meta.json").exists() and LexicalIndex.open(paths.lexical) is None:
            problems.append(Problem(Part.LEXICAL_INDEX, f"词语索引损坏：{paths.lexical}"))
        try:
            if paths.vectors.exists():
                VectorIndex.load(paths.vectors)
        except IndexFileError:
            problems.append(Problem(Part.VECTOR_INDEX, f"向量索引损坏：{paths.vectors}"))
        return tuple(problems)

    def _database_problems(self) -> Iterator[Problem]:
        try:
            for (found,) in self._store.database.rows("PRAGMA integrity_check(20)"):
                if found != "ok":
                    yield Problem(Part.DATABASE, f"数据库损坏：{found}")
        except LibraryError as error:
            yield Problem(Part.DATABASE, str(error))

    def _document_problems(self, on_progress: Callable[[int], None]) -> Iterator[Problem]:
        for done, (document_id,) in enumerate(
            self._store.database.rows("SELECT id FROM documents WHERE removed IS NULL"), start=1
        ):
            (stored,) = self._store.database.rows(
                "SELECT CAST(checksum AS BLOB) FROM documents WHERE id = ?", (document_id,)
            )
            if document_checksum(self._store.database.rows, document_id).encode() != stored[0]:
                yield Problem(Part.DOCUMENT, f"文件 {document_id} 存的内容变了（校验和不符）", document_id)
            on_progress(done)

    def _span_problems(self) -> Iterator[Problem]:
        bad = self._store.database.rows(
            "SELECT DISTINCT document_id FROM (SELECT document_id, start, end, length(d.text) AS length, "
            "lag(end, 1, 0) OVER (PARTITION BY document_id ORDER BY start) AS before "
            "FROM passages JOIN documents AS d ON d.id = document_id WHERE d.removed IS NULL) "
            "WHERE start < before OR end > length"
        )
        for (document_id,) in bad:
            yield Problem(Part.DOCUMENT, f"文件 {document_id} 的段落重叠或超出原文", document_id)

    def _source_problems(self) -> Iterator[Problem]:
        without = "SELECT id FROM documents WHERE removed IS NULL AND id NOT IN (SELECT document_id FROM sources)"
        for (document_id,) in self._store.database.rows(without):
            yield Problem(Part.DOCUMENT, f"文件 {document_id} 没有来源", document_id)
        twice = (
            "SELECT path, min(d.id) FROM sources JOIN documents AS d ON d.id = document_id WHERE removed IS NULL "
            "GROUP BY path HAVING count(*) > 1"
        )
        for path, document_id in self._store.database.rows(twice):
            yield Problem(Part.DOCUMENT, f"来源 {path} 属于几个文件", document_id)

    def _vector_problems(self, on_progress: Callable[[int], None]) -> Iterator[Problem]:
        missing = "SELECT DISTINCT vector_key FROM passages WHERE vector_key NOT IN (SELECT key FROM vectors)"
        for (key,) in self._store.database.rows(missing):
            yield Problem(Part.VECTOR, f"缺少向量 {key[:12]}", vector_key=key)
        size = self._store.latest.dimension * VECTOR_TYPE.itemsize
        last = done = 0
        query = "SELECT rowid, key, vector, checksum FROM vectors WHERE rowid > ? ORDER BY rowid LIMIT ?"
        while found := self._store.database.rows(query, (last, _BATCH)):
            for _, key, vector, checksum in found:
                if vector_checksum(vector) != checksum or len(vector) != size:
                    yield Problem(Part.VECTOR, f"向量 {key[:12]} 损坏（校验和不符）", vector_key=key)
            last, done = found[-1][0], done + len(found)
            on_progress(done)

    def _lexical_problems(self, paths: LibraryPaths) -> Iterator[Problem]:
        index = LexicalIndex.open(paths.lexical)
        if index is None:
            if self._store.generation:
                yield Problem(Part.LEXICAL_INDEX, f"词语索引缺失或损坏：{paths.lexical}")
        elif index.tag != tag(self._store, self._store.generation):
            yield Problem(Part.LEXICAL_INDEX, f"词语索引落后于数据库：{paths.lexical}")
        elif index.snapshot().ids() != set(self._store.latest.ids_added_since(0)):
            yield Problem(Part.LEXICAL_INDEX, f"词语索引的段落与数据库不符：{paths.lexical}")

    def _vector_index_problems(self, paths: LibraryPaths) -> Iterator[Problem]:
        if not self._store.generation and not paths.vectors.exists():
            return
        try:
            index = VectorIndex.load(paths.vectors)
        except IndexFileError:
            yield Problem(Part.VECTOR_INDEX, f"向量索引缺失或损坏：{paths.vectors}")
            return
        ids = self._store.latest.ids_added_since(0)
        if VectorIndex.read_tag(paths.vectors) != tag(self._store, self._store.generation):
            yield Problem(Part.VECTOR_INDEX, f"向量索引落后于数据库：{paths.vectors}")
        elif set(index.ids().tolist()) != set(ids) or not self._same_vectors(index, ids):
            yield Problem(Part.VECTOR_INDEX, f"向量索引与数据库不符：{paths.vectors}")

    def _same_vectors(self, index: VectorIndex, ids: tuple[int, ...]) -> bool:
        try:
            return all(
                np.array_equal(index.vectors(batch), self._store.latest.vectors(batch))
                for batch in batches(ids, _BATCH)
            )
        except LibraryError:
            return False

    def _count(self, what: str) -> int:
        return int(self._store.database.rows(f"SELECT count(*) FROM {what}")[0][0])
