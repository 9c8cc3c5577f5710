"""Verify that a library is whole: the store in itself, and the engine's files against the store."""

from collections.abc import Callable
from contextlib import closing

from qa.index.store import Database, LibraryPaths, Store
from qa.index.upkeep.engine_checks import lexical_index_problems, vector_index_problems
from qa.index.upkeep.problems import Verification
from qa.index.upkeep.store_checks import (
    database_problems,
    document_problems,
    source_problems,
    span_problems,
    vector_problems,
)


def verify_library(paths: LibraryPaths, on_progress: Callable[[int, int], None]) -> Verification:
    """Verify everything in a library. Nobody may change the library during the call.

    Args:
        paths: the places of the library's parts.
        on_progress: called repeatedly with the number of documents and vectors compared so far and in total.

    Raises:
        LibraryError: the database is damaged so badly that it cannot be opened.
    """
    # New connections read from the disk. The page cache of connections in use would hide damage.
    with closing(Database(paths.database)) as database:
        problems = list(database_problems(database))
        if problems:
            # Results from a damaged database are unreliable.
            return Verification(0, 0, 0, 0, tuple(problems))
        return _compare(Store(database), paths, on_progress)


def _compare(store: Store, paths: LibraryPaths, on_progress: Callable[[int, int], None]) -> Verification:
    database = store.database
    ((documents,),) = database.rows("SELECT count(*) FROM documents WHERE removed IS NULL")
    ((vectors,),) = database.rows("SELECT count(*) FROM vectors")
    total = documents + vectors
    problems = [
        *document_problems(database, lambda done: on_progress(done, total)),
        *span_problems(database),
        *source_problems(database),
        *vector_problems(store, lambda done: on_progress(documents + done, total)),
        *lexical_index_problems(store, paths),
        *vector_index_problems(store, paths),
    ]
    return Verification(
        documents=documents,
        sources=len(list(store.sources())),
        passages=store.passage_count(),
        vectors=vectors,
        problems=tuple(problems),
    )
