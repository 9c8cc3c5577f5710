"""Measure a library: the number of its parts, their size on disk, and the installed versions."""

import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from qa.index.store import LibraryPaths, Store
from qa.index.store.schema import MIGRATIONS

_PACKAGES = ("gongwen-qa", "faiss-cpu", "tantivy", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class Statistics:
    """The contents, size and origin of a library."""

    documents: int
    sources: int
    passages: int
    characters: int
    vectors: int
    dimension: int
    """the dimension of the vectors; 0 while there are no passages"""
    bytes: dict[str, int]
    """size on disk by part: ``database``, ``lexical_index``, ``vector_index``, ``total``"""
    model: str | None
    """the identity of the model; ``None`` while there are no passages"""
    generation: int
    """a number that grows by one with each transaction that changes documents"""
    schema: int
    """the version of the tables"""
    versions: dict[str, str]
    """the installed versions of this program and of the libraries that write the parts"""


def library_statistics(store: Store, paths: LibraryPaths) -> Statistics:
    """Return the statistics of a library.

    Args:
        store: the library's store.
        paths: the places of the library's parts.
    """
    ((documents, characters),) = store.database.rows(
        "SELECT count(*), coalesce(sum(length(text)), 0) FROM documents WHERE removed IS NULL"
    )
    ((vectors,),) = store.database.rows("SELECT count(*) FROM vectors")
    sizes = {
        "database": sum(_size(file) for file in paths.folder.glob(f"{paths.database.name}*")),
        "lexical_index": sum(_size(file) for file in paths.lexical.glob("*")),
        "vector_index": _size(paths.vectors),
    }
    model = store.model
    return Statistics(
        documents=documents,
        sources=len(list(store.sources())),
        passages=store.passage_count(),
        characters=characters,
        vectors=vectors,
        dimension=store.latest.dimension if model else 0,
        bytes=sizes | {"total": sum(sizes.values())},
        model=model,
        generation=store.generation,
        schema=len(MIGRATIONS),
        versions={name: version(name) for name in _PACKAGES} | {"sqlite": sqlite3.sqlite_version},
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
