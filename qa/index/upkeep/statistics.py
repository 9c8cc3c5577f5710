"""How large a library is, and what made it."""

import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from qa.index.store import Store
from qa.index.store.library_paths import LibraryPaths
from qa.index.store.schema import MIGRATIONS

_PACKAGES = ("gongwen-qa", "faiss-cpu", "tantivy", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much a library holds and takes."""

    documents: int
    sources: int
    passages: int
    characters: int
    vectors: int
    dimension: int
    """how many numbers a vector has; 0 while there are none"""
    bytes: dict[str, int]
    """by part: ``database``, ``lexical_index``, ``vector_index``, ``total``"""
    model: str | None
    generation: int
    """how many times a document was added, replaced or removed"""
    schema: int
    """the version of the tables"""
    versions: dict[str, str]
    """of this program and of the libraries that wrote the parts"""


def library_statistics(store: Store, paths: LibraryPaths) -> Statistics:
    """Return how much a library holds, how many bytes its parts take, and what made it."""
    ((documents, characters),) = store.database.rows(
        "SELECT count(*), coalesce(sum(length(text)), 0) FROM documents WHERE removed IS NULL"
    )
    ((vectors,),) = store.database.rows("SELECT count(*) FROM vectors")
    size = {
        "database": sum(_size(file) for file in paths.folder.glob(f"{paths.database.name}*")),
        "lexical_index": sum(_size(file) for file in paths.lexical.glob("*")),
        "vector_index": _size(paths.vectors),
    }
    return Statistics(
        documents=documents,
        sources=len(list(store.sources())),
        passages=store.passage_count(),
        characters=characters,
        vectors=vectors,
        dimension=store.latest.dimension if vectors else 0,
        bytes=size | {"total": sum(size.values())},
        model=store.model,
        generation=store.generation,
        schema=len(MIGRATIONS),
        versions={name: version(name) for name in _PACKAGES} | {"sqlite": sqlite3.sqlite_version},
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
