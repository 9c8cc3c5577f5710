"""How large a library is, and what made it."""

import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from qa.index.store.library_paths import LibraryPaths
from qa.index.store.schema import MIGRATIONS
from qa.index.store.store import Store

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


class Census(Store):
    """A library's store that counts what it holds."""

    def statistics(self, paths: LibraryPaths) -> Statistics:
        """How much there is now.

        Args:
            paths: of the library's parts.
        """
        ((documents, characters),) = self._rows(
            "SELECT count(*), coalesce(sum(length(text)), 0) FROM documents WHERE removed IS NULL"
        )
        ((vectors,),) = self._rows("SELECT count(*) FROM vectors")
        size = {
            "database": sum(_size(file) for file in paths.folder.glob(f"{paths.database.name}*")),
            "lexical_index": sum(_size(file) for file in paths.lexical.glob("*")),
            "vector_index": _size(paths.vectors),
        }
        return Statistics(
            documents=documents,
            sources=len(list(self.sources())),
            passages=self.passage_count(),
            characters=characters,
            vectors=vectors,
            dimension=self.dimension if vectors else 0,
            bytes=size | {"total": sum(size.values())},
            model=self.model,
            generation=self.generation,
            schema=len(MIGRATIONS),
            versions={name: version(name) for name in _PACKAGES} | {"sqlite": sqlite3.sqlite_version},
        )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
