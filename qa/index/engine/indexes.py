"""The two indexes of a library as readers use them: both at one generation, and the store read at that generation.

The lexical index on the disk says which generation is shown: a writer brings it up after each batch of documents. The
vector index is brought up in memory from the store, so its file may lag behind.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorIndex
from qa.index.engine.index_tag import tagged_generation
from qa.index.engine.index_writer import bring_up, load_vectors
from qa.index.engine.lexical_index import LexicalHit, LexicalIndex
from qa.index.store.database import StoreState
from qa.index.store.library_paths import LibraryPaths
from qa.index.store.store import Store

_SNAPSHOT_TRIES = 5


class Indexes:
    """The lexical and the vector index of one library. Safe for threads.

    Args:
        paths: where they lie.
        store: what they derive from.
    """

    def __init__(self, paths: LibraryPaths, store: Store) -> None:
        self._paths = paths
        self._store = store
        self._lock = RLock()
        self._lexical: LexicalIndex | None = None
        self._vectors: VectorIndex | None = None
        self._vectors_hold = 0

    @property
    def is_current(self) -> bool:
        """Whether both indexes, on the disk, hold what the store holds."""
        with self._lock:
            self._reload()
            generation = self._store.generation
            held = tagged_generation(self._store, VectorIndex.read_tag(self._paths.vectors))
            return self._lexical_generation() == held == generation

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While this lasts, both indexes and the store show one and the same generation of the library."""
        with self._lock:
            for attempt in range(_SNAPSHOT_TRIES):
                self._reload()
                with self._store.snapshot() as state:
                    generation = self._shown_generation(state)
                    if generation is None and attempt < _SNAPSHOT_TRIES - 1:
                        # A writer has just purged what this generation of the index still names.
                        continue
                    if generation is None:
                        # No usable lexical index, and whoever makes it anew is not done: vectors alone must do.
                        self._lexical, generation = None, state.generation
                    self._store.show(generation)
                    self._bring_up_vectors(generation)
                    yield
                    return

    def search_words(self, query: str, limit: int, allowed: Sequence[int] | None = None) -> list[LexicalHit]:
        """The passages, of ``allowed`` if given, that share words with ``query``, best first."""
        with self._lock:
            return [] if self._lexical is None else self._lexical.search(query, limit, allowed)

    def search_vector(
        self, vector: NDArray[np.float32], limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The passages, of ``allowed`` if given, nearest to a vector of shape (dimension,), with their cosines."""
        with self._lock:
            if self._vectors is None or not len(self._vectors):
                return []
            found = self._vectors.search(vector[np.newaxis, :], min(limit, len(self._vectors)), allowed=allowed)
        return [(int(i), float(s)) for i, s in zip(found.ids[0], found.scores[0], strict=True) if i >= 0]

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> dict[int, float]:
        """How near these passages are to a vector of shape (dimension,): id → cosine; the removed are left out."""
        with self._lock:
            # An empty index may be of another dimension.
            return self._vectors.cosines(ids, vector) if self._vectors else {}

    def _reload(self) -> None:
        """Take over what another process has committed."""
        if self._lexical is None:
            self._lexical = LexicalIndex.open(self._paths.lexical)
        elif self._lexical_generation() != self._store.generation:
            try:
                self._lexical.reload()
            except ValueError:
                self._lexical = LexicalIndex.open(self._paths.lexical)

    def _shown_generation(self, state: StoreState) -> int | None:
        """The generation of the lexical index, if the store still has all that it names."""
        generation = self._lexical_generation()
        return generation if generation is not None and generation >= state.purged else None

    def _lexical_generation(self) -> int | None:
        return None if self._lexical is None else tagged_generation(self._store, self._lexical.tag)

    def _bring_up_vectors(self, generation: int) -> None:
        if self._vectors is None or self._vectors_hold > generation:
            self._vectors, self._vectors_hold = load_vectors(self._paths.vectors, self._store)
            if self._vectors_hold > generation:
                self._vectors, self._vectors_hold = None, 0
        if self._vectors is None or self._vectors_hold != generation:
            self._vectors = bring_up(self._vectors, self._vectors_hold, generation, self._store)
            self._vectors_hold = generation
