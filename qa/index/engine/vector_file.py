"""The vector index file of a library, and its update to a generation."""

from contextlib import suppress
from pathlib import Path

from embeddings import IndexFileError, VectorIndex
from qa.index.engine.index_tag import tagged_generation
from qa.index.store import Store, StoreView, batches

_BATCH = 2000


class TaggedFile:
    """The tag of a vector index file, read again whenever the file changes. Safe for threads.

    Args:
        path: the file, which need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[tuple[int, int, int] | None, str | None] = (None, None)

    @property
    def tag(self) -> str | None:
        """The tag in the header of the file: the library and the generation that the vectors belong to.

        ``None`` if the file is missing or has no readable header.
        """
        try:
            found = self._path.stat()
        except OSError:
            return None
        state = (found.st_ino, found.st_mtime_ns, found.st_size)
        known, tag = self._known
        if known != state:
            tag = VectorIndex.read_tag(self._path)
            self._known = (state, tag)
        return tag


def load_vectors(path: Path, store: Store) -> tuple[VectorIndex | None, int]:
    """Return the vector index in a file and the generation that it holds; ``None`` and 0 if there is no usable index.

    An index is unusable if the tag of the file is unreadable or does not match the store, or if the vectors are
    damaged. A file with damaged vectors is deleted, so that the next writer builds it again.
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


def updated_index(index: VectorIndex | None, held: int, view: StoreView) -> VectorIndex:
    """Return a vector index with the passages of a view.

    Args:
        index: an index of an earlier generation, which is changed; ``None`` to begin with an empty one.
        held: the generation of ``index``.
        view: the store at the generation to reach.

    Raises:
        LibraryError: a vector in the store is missing or damaged.
    """
    if index is not None:
        index.remove(view.ids_removed_since(held))
    # An index of an earlier model is empty now, or holds only vectors of passages that the store has lost.
    if index is None or not len(index) or index.dimension != view.dimension:
        index, held = VectorIndex(view.dimension), 0
    for batch in batches(view.ids_added_since(held), _BATCH):
        index.add(batch, view.vectors(batch))
    return index
