"""The local engine, for the one process that holds the write lock.

Each of the two indexes carries a tag that names the library and the generation that the index holds. An index of an
earlier generation gets the changes since then. An index that is missing, damaged or of another library is built from
the store, without the model.
"""

from collections.abc import Callable, Iterator, Sequence

from embeddings import VectorIndex
from qa.chunking.context import headings_text
from qa.index.engine.index_tag import tag, tagged_generation
from qa.index.engine.lexical_index import LexicalEntry, LexicalIndex
from qa.index.engine.vector_file import load_vectors, updated_index
from qa.index.store import LibraryPaths, StoreView, StoreWriter, batches

_BATCH = 2000


class LocalEngineWriter:
    """Writes the tantivy and the FAISS index of one library; see :class:`qa.index.engine.base.EngineWriter`.

    Args:
        paths: the paths of the index files.
        store: the library's store, from which the indexes are built.
    """

    def __init__(self, paths: LibraryPaths, store: StoreWriter) -> None:
        self._paths = paths
        self._store = store
        self._lexical = LexicalIndex.open(paths.lexical)

    def update(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Bring the lexical index up to the store's generation, which readers then see; purge removed documents."""
        latest = self._store.latest
        held = tagged_generation(self._store, self._lexical.tag) if self._lexical else None
        if held != latest.generation:
            if self._lexical is None or held is None:
                self._lexical, held = LexicalIndex.create(self._paths.lexical), 0
            added, removed = latest.ids_added_since(held), latest.ids_removed_since(held)
            entries = _entries(latest, added, on_progress)
            self._lexical.update(entries, removed, tag(self._store, latest.generation))
        self._store.purge(latest.generation)

    def finish(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Bring both indexes up to the store's generation."""
        self.update(on_progress)
        latest = self._store.latest
        if tagged_generation(self._store, VectorIndex.read_tag(self._paths.vectors)) == latest.generation:
            return
        VectorIndex.delete_unfinished(self._paths.vectors)
        index, held = load_vectors(self._paths.vectors, self._store)
        updated_index(index, held, latest).save(self._paths.vectors, tag(self._store, latest.generation))


def _entries(view: StoreView, ids: Sequence[int], on_progress: Callable[[int, int], None]) -> Iterator[LexicalEntry]:
    done = 0
    for batch in batches(ids, _BATCH):
        for passage in view.passages(batch).values():
            headings = headings_text(passage.citation.heading_path, passage.kind)
            yield LexicalEntry(passage.id, passage.citation.title, headings, passage.text)
        done += len(batch)
        on_progress(done, len(ids))
