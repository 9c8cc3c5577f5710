"""Compare the index files of the local engine with the store."""

from collections.abc import Iterator, Sequence

import numpy as np

from embeddings import IndexFileError, VectorIndex
from qa.errors import LibraryError
from qa.index.engine import LexicalIndex, tag
from qa.index.engine.lexical_files import is_damaged
from qa.index.store import LibraryPaths, Store, StoreView, batches
from qa.index.upkeep.problems import Part, Problem

_BATCH_VECTORS = 2000


def damaged_indexes(paths: LibraryPaths) -> tuple[Problem, ...]:
    """Return a problem for each of the two indexes that exists and has changed since it was written.

    An index of an earlier generation or program version does not count as damaged: it is updated or built again.
    """
    problems = []
    if (paths.lexical / "meta.json").exists() and is_damaged(paths.lexical):
        problems.append(Problem(Part.LEXICAL_INDEX, f"词语索引损坏：{paths.lexical}"))
    try:
        if paths.vectors.exists():
            VectorIndex.load(paths.vectors)
    except IndexFileError:
        problems.append(Problem(Part.VECTOR_INDEX, f"向量索引损坏：{paths.vectors}"))
    return tuple(problems)


def lexical_index_problems(store: Store, paths: LibraryPaths) -> Iterator[Problem]:
    """Yield a problem if the lexical index is missing, damaged or behind the store, or holds other passages.

    In a library to which no document was ever added, the index may be missing.
    """
    index = LexicalIndex.open(paths.lexical)
    if index is None:
        if store.generation:
            yield Problem(Part.LEXICAL_INDEX, f"词语索引缺失或损坏：{paths.lexical}")
    elif index.tag != tag(store, store.generation):
        yield Problem(Part.LEXICAL_INDEX, f"词语索引落后于数据库：{paths.lexical}")
    elif index.snapshot().ids() != set(store.latest.ids_added_since(0)):
        yield Problem(Part.LEXICAL_INDEX, f"词语索引的段落与数据库不符：{paths.lexical}")


def vector_index_problems(store: Store, paths: LibraryPaths) -> Iterator[Problem]:
    """Yield a problem if the vector index is missing, damaged or behind the store, or holds other vectors.

    In a library to which no document was ever added, the index may be missing.
    """
    if not store.generation and not paths.vectors.exists():
        return
    try:
        index = VectorIndex.load(paths.vectors)
    except IndexFileError:
        yield Problem(Part.VECTOR_INDEX, f"向量索引缺失或损坏：{paths.vectors}")
        return
    latest = store.latest
    ids = latest.ids_added_since(0)
    if VectorIndex.read_tag(paths.vectors) != tag(store, latest.generation):
        yield Problem(Part.VECTOR_INDEX, f"向量索引落后于数据库：{paths.vectors}")
    elif set(index.ids().tolist()) != set(ids) or not _same_vectors(index, latest, ids):
        yield Problem(Part.VECTOR_INDEX, f"向量索引与数据库不符：{paths.vectors}")


def _same_vectors(index: VectorIndex, view: StoreView, ids: Sequence[int]) -> bool:
    try:
        return all(np.array_equal(index.vectors(batch), view.vectors(batch)) for batch in batches(ids, _BATCH_VECTORS))
    except LibraryError:
        return False
