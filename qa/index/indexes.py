"""The two indexes of a library, kept in step with its store.

Each index carries a tag that names the library and the generation of the store that it holds. One that is behind gets
what has changed since; one that is missing, damaged or of another library is built anew from the store, without the
model.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from embeddings import IndexFileError, VectorIndex
from qa.index.context import headings_text
from qa.index.lexical import LexicalEntry, LexicalHit, LexicalIndex
from qa.index.store import Store, batches

_BATCH = 2000
_FORMAT = 2
"""raised whenever what is indexed of a passage changes, so that older indexes are built anew"""


class Indexes:
    """The lexical and the vector index of one library."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._vector_file = folder / "vectors.faiss"
        self._lexical_folder = folder / "lexical"
        self._lexical: LexicalIndex | None = None
        self._vectors: VectorIndex | None = None
        self._vector_tag: str | None = None
        self.reload()

    @property
    def is_current(self) -> bool:
        """Whether both indexes hold what the store holds."""
        tag = self._tag(self._store.generation)
        with self._lock:
            return self._vector_tag == tag and self._lexical is not None and self._lexical.tag == tag

    def reload(self) -> None:
        """Take over what another process has written."""
        with self._lock:
            if self._lexical is None:
                self._lexical = LexicalIndex.open(self._lexical_folder)
            else:
                self._lexical.reload()
            tag = VectorIndex.read_tag(self._vector_file)
            if tag == self._vector_tag:
                return
            try:
                self._vectors, self._vector_tag = VectorIndex.load(self._vector_file), tag
            except IndexFileError:
                self._vectors, self._vector_tag = None, None

    def update(self) -> None:
        """Bring both indexes up to the store and write them; only the process that may write calls this."""
        with self._lock:
            generation = self._store.generation
            self._update_lexical(generation)
            self._update_vectors(generation)

    def search_words(self, query: str, limit: int) -> list[LexicalHit]:
        """The passages that share words with ``query``, best first."""
        with self._lock:
            return self._lexical.search(query, limit) if self._lexical else []

    def search_vector(self, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """The passages nearest to a vector of shape (dimension,): id and cosine, best first."""
        with self._lock:
            if self._vectors is None or not len(self._vectors):
                return []
            found = self._vectors.search(vector[np.newaxis, :], min(limit, len(self._vectors)))
        return [(int(i), float(s)) for i, s in zip(found.ids[0], found.scores[0], strict=True) if i >= 0]

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> dict[int, float]:
        """How near these passages are to a vector of shape (dimension,): id → cosine; the removed are left out."""
        with self._lock:
            if self._vectors is None or not ids:
                return {}
            found = self._vectors.search(vector[np.newaxis, :], len(ids), allowed=ids)
        return {int(i): float(s) for i, s in zip(found.ids[0], found.scores[0], strict=True) if i >= 0}

    def _update_lexical(self, generation: int) -> None:
        held = self._generation_of(self._lexical.tag) if self._lexical else None
        if held == generation:
            return
        if self._lexical is None or held is None:
            self._lexical = LexicalIndex.create(self._lexical_folder)
        added = self._store.ids_added_since(held or 0)
        removed = self._store.ids_removed_since(held or 0)
        self._lexical.update(self._entries(added), removed, self._tag(generation))

    def _update_vectors(self, generation: int) -> None:
        held = self._generation_of(self._vector_tag)
        if held == generation:
            return
        index = self._vectors if held is not None else None
        # An empty index may be of no dimension yet, or of that of a model used before.
        if index is None or not len(index):
            index, held = VectorIndex(self._store.dimension), None
        index.remove(self._store.ids_removed_since(held or 0))
        added = self._store.ids_added_since(held or 0)
        for batch in batches(added, _BATCH):
            index.add(batch, self._store.vectors(batch))
        index.save(self._vector_file, self._tag(generation))
        self._vectors, self._vector_tag = index, self._tag(generation)

    def _entries(self, ids: Sequence[int]) -> Iterator[LexicalEntry]:
        for batch in batches(ids, _BATCH):
            for passage in self._store.passages(batch).values():
                headings = headings_text(passage.citation.heading_path, passage.kind)
                yield LexicalEntry(passage.id, passage.citation.title, headings, passage.text)

    def _tag(self, generation: int) -> str:
        return f"{self._store.identity}/{_FORMAT}:{generation}"

    def _generation_of(self, tag: str | None) -> int | None:
        """The generation that a tag of this library names, or ``None`` for a tag that is not this library's."""
        generation = (tag or "").rpartition(":")[2]
        if not generation.isdecimal() or tag != self._tag(int(generation)):
            return None
        return int(generation) if int(generation) <= self._store.generation else None
