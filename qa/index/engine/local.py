"""The local engine, for readers: tantivy for words and FAISS for vectors, both in this process.

The lexical index on disk decides which generation readers see: a writer updates it after each group of documents. The
vector index is updated in memory from the store, so its file may lag behind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorIndex
from qa.index.condition import EVERY_DOCUMENT, Condition
from qa.index.engine.base import ScoredPassage
from qa.index.engine.index_tag import tag, tagged_generation
from qa.index.engine.lexical_index import LexicalIndex, LexicalSnapshot
from qa.index.engine.sql_condition import sql_condition
from qa.index.engine.vector_file import TaggedFile, load_vectors, updated_index
from qa.index.store import LibraryPaths, Store, StoreSnapshot, StoreView, refuse_changed_model
from qa.named_tuples import made_of

_SNAPSHOT_TRIES = 5


class LocalSnapshot:
    """The library at one generation; see :class:`qa.index.engine.base.EngineSnapshot`. Made by :class:`LocalEngine`."""

    def __init__(self, view: StoreView, lexical: LexicalSnapshot | None, vectors: VectorIndex) -> None:
        self.view = view
        self._lexical = lexical
        self._vectors = vectors
        self._allowed: dict[Condition, tuple[int, ...]] = {}

    @property
    def is_without_words(self) -> bool:
        """Whether there are passages and no usable lexical index."""
        return self._lexical is None and len(self._vectors) > 0

    def search_words(self, query: str, limit: int, condition: Condition = EVERY_DOCUMENT) -> Sequence[ScoredPassage]:
        """Return the passages that share a word with a query, best first."""
        allowed = self._ids_allowed_by(condition)
        if self._lexical is None or allowed == ():
            return []
        return self._lexical.search(query, limit, allowed)

    def search_vector(
        self, vector: NDArray[np.float32], limit: int, condition: Condition = EVERY_DOCUMENT
    ) -> Sequence[ScoredPassage]:
        """Return the passages nearest to a vector, best first."""
        allowed = self._ids_allowed_by(condition)
        if not len(self._vectors) or allowed == ():
            return []
        found = self._vectors.search(vector[np.newaxis, :], min(limit, len(self._vectors)), allowed=allowed)
        held = found.ids[0] >= 0
        return made_of(ScoredPassage, zip(found.ids[0][held].tolist(), found.scores[0][held].tolist(), strict=True))

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> Mapping[int, float]:
        """Return the cosines of passages with a vector, by passage id."""
        # An empty index may have another dimension.
        return self._vectors.cosines(ids, vector) if len(self._vectors) else {}

    def _ids_allowed_by(self, condition: Condition) -> tuple[int, ...] | None:
        """Return the ids of the passages that a condition allows, or ``None`` if it allows all."""
        if not condition:
            return None
        if condition not in self._allowed:
            self._allowed[condition] = self.view.passage_ids(*sql_condition(condition))
        return self._allowed[condition]


@dataclass(frozen=True, slots=True)
class _LoadedIndexes:
    """Both indexes at one generation. They are never changed, so any number of snapshots may share them."""

    lexical: LexicalSnapshot | None
    """``None`` if there is no usable lexical index; then only vectors are searched"""
    vectors: VectorIndex
    generation: int


class LocalEngine:
    """The two indexes of one library; see :class:`qa.index.engine.base.Engine`. Safe for threads.

    A snapshot of the loaded generation takes no lock. Loading another generation holds the lock and changes a copy of
    the vector index.

    Args:
        paths: the paths of the index files.
        store: the library's store, from which the indexes are built.
        model: the identity of the model that embeds the questions, which must have embedded the passages as well;
            ``None`` allows every model.
        on_stale: called before indexes are loaded, if the store has a later generation than the loaded one or no usable
            lexical index is loaded. It may bring the index files up to date, so that the latest generation can be
            loaded.
    """

    def __init__(
        self,
        paths: LibraryPaths,
        store: Store,
        model: str | None = None,
        on_stale: Callable[[], None] = lambda: None,
    ) -> None:
        self._paths = paths
        self._store = store
        self._model = model
        self._on_stale = on_stale
        self._lock = RLock()
        self._lexical: LexicalIndex | None = None
        self._loaded: _LoadedIndexes | None = None
        self._vectors_file = TaggedFile(paths.vectors)

    @property
    def is_current(self) -> bool:
        """Whether both index files are at the store's generation."""
        generation = self._store.generation
        if not self._is_usable(self._loaded, generation):
            with self._lock:
                if self._generation_of(self._reloaded_lexical()) != generation:
                    return False
        return self._vectors_file.tag == tag(self._store, generation)

    @property
    def generation(self) -> int | None:
        """The generation that was last loaded for a snapshot, or ``None`` before the first."""
        return self._loaded.generation if self._loaded else None

    @contextmanager
    def snapshot(self) -> Iterator[LocalSnapshot]:
        """Yield both indexes and the store at one generation; valid inside the ``with`` block."""
        with ExitStack() as opened:
            with ExitStack() as attempted:
                state = attempted.enter_context(self._store.snapshot())
                loaded = self._loaded
                if loaded and self._is_usable(loaded, state.generation):
                    opened.enter_context(attempted.pop_all())
                else:
                    attempted.close()
                    self._on_stale()
                    loaded, state = self._load(opened)
            yield LocalSnapshot(state.at(loaded.generation), loaded.lexical, loaded.vectors)

    @staticmethod
    def _is_usable(loaded: _LoadedIndexes | None, generation: int) -> bool:
        return loaded is not None and loaded.lexical is not None and loaded.generation == generation

    def _load(self, opened: ExitStack) -> tuple[_LoadedIndexes, StoreSnapshot]:
        """Load the latest generation that the lexical index and the store both have.

        Without a usable lexical index, load the store's latest generation. Return the indexes at the loaded generation
        and a snapshot of the store, which stays valid until ``opened`` is closed.

        Raises:
            ModelMismatchError: another process has changed the library's model.
        """
        for attempt in range(_SNAPSHOT_TRIES):
            with self._lock, ExitStack() as attempted:
                lexical = self._reloaded_lexical()
                state = attempted.enter_context(self._store.snapshot())
                if self._model is not None:
                    refuse_changed_model(state.model, self._model, self._paths.folder)
                generation = self._generation_of(lexical)
                if generation is None or generation < state.purged:
                    if attempt < _SNAPSHOT_TRIES - 1:
                        # A writer has just purged passages that this state of the lexical index still names.
                        continue
                    # The lexical index is unusable, and its writer is not done.
                    self._lexical = lexical = None
                    generation = state.generation
                vectors = self._vectors_at(state.at(generation))
                self._loaded = loaded = _LoadedIndexes(lexical, vectors, generation)
                opened.enter_context(attempted.pop_all())
                return loaded, state
        raise AssertionError("the last attempt returns")

    def _reloaded_lexical(self) -> LexicalSnapshot | None:
        """Return the lexical index as of the latest commit of any process; ``None`` if there is no usable index."""
        if self._lexical is not None:
            snapshot = self._lexical.snapshot()
            if self._generation_of(snapshot) == self._store.generation:
                return snapshot
            try:
                self._lexical.reload()
                return self._lexical.snapshot()
            except (OSError, ValueError):
                self._lexical = None
        self._lexical = LexicalIndex.open(self._paths.lexical)
        return self._lexical.snapshot() if self._lexical else None

    def _generation_of(self, lexical: LexicalSnapshot | None) -> int | None:
        return None if lexical is None else tagged_generation(self._store, lexical.tag)

    def _vectors_at(self, view: StoreView) -> VectorIndex:
        held = self._loaded
        if held and held.generation == view.generation:
            return held.vectors
        if held and held.generation < view.generation:
            return updated_index(held.vectors.copy(), held.generation, view)
        index, generation = load_vectors(self._paths.vectors, self._store)
        return updated_index(index, generation, view) if generation <= view.generation else updated_index(None, 0, view)
