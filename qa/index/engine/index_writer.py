"""The two indexes of a library, brought up to its store on the disk: for the one process that holds the lock.

Each carries a tag that names the library and the generation that it holds. One that is behind gets what has changed
since; one that is missing, damaged or of another library is built anew from the store, without the model.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from embeddings import IndexFileError, VectorIndex
from qa.chunking.context import headings_text
from qa.index.engine.index_tag import tag, tagged_generation
from qa.index.engine.lexical_index import LexicalEntry, LexicalIndex
from qa.index.store.library_paths import LibraryPaths
from qa.index.store.store import Store, batches
from qa.index.store.store_writer import StoreWriter

_BATCH = 2000


class IndexWriter:
    """Writes the indexes of one library.

    Args:
        paths: where they lie.
        store: what they derive from.
    """

    def __init__(self, paths: LibraryPaths, store: StoreWriter) -> None:
        self._paths = paths
        self._store = store
        self._lexical = LexicalIndex.open(paths.lexical)

    def finish(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Bring both indexes up to the store.

        Args:
            on_progress: as of :meth:`update`.

        Raises:
            OSError: they cannot be written.
        """
        self.update(on_progress)
        self._update_vectors()

    def update(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Bring the lexical index up to the store, and with it what readers see; then purge what has left.

        Args:
            on_progress: told how many passages have come in, and how many are to.

        Raises:
            OSError: it cannot be written.
        """
        generation = self._store.generation
        held = tagged_generation(self._store, self._lexical.tag) if self._lexical else None
        if held != generation:
            if self._lexical is None or held is None:
                self._lexical, held = LexicalIndex.create(self._paths.lexical), 0
            added = self._store.ids_added_since(held)
            removed = self._store.ids_removed_since(held)
            self._lexical.update(self._entries(added, on_progress), removed, tag(self._store, generation))
        self._store.purge(generation)

    def _update_vectors(self) -> None:
        generation = self._store.generation
        if tagged_generation(self._store, VectorIndex.read_tag(self._paths.vectors)) == generation:
            return
        index, held = load_vectors(self._paths.vectors, self._store)
        index = bring_up(index, held, generation, self._store)
        index.save(self._paths.vectors, tag(self._store, generation))

    def _entries(self, ids: Sequence[int], on_progress: Callable[[int, int], None]) -> Iterator[LexicalEntry]:
        done = 0
        for batch in batches(ids, _BATCH):
            for passage in self._store.passages(batch).values():
                headings = headings_text(passage.citation.heading_path, passage.kind)
                yield LexicalEntry(passage.id, passage.citation.title, headings, passage.text)
            done += len(batch)
            on_progress(done, len(ids))


def load_vectors(path: Path, store: Store) -> tuple[VectorIndex | None, int]:
    """The vector index in a file and the generation that it holds; none and 0 if it is not this store's, or damaged.

    A damaged file is deleted, so that the next who may write makes it anew.
    """
    held = tagged_generation(store, VectorIndex.read_tag(path))
    if held is None:
        return None, 0
    try:
        return VectorIndex.load(path), held
    except IndexFileError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return None, 0


def bring_up(index: VectorIndex | None, held: int, generation: int, store: Store) -> VectorIndex:
    """A vector index with what the store has at ``generation``, from one that holds an earlier generation."""
    # An empty index may be of no dimension yet, or of that of a model used before.
    if index is None or not len(index):
        index, held = VectorIndex(store.dimension), 0
    index.remove(store.ids_removed_since(held, generation))
    for batch in batches(store.ids_added_since(held, generation), _BATCH):
        index.add(batch, store.vectors(batch))
    return index
