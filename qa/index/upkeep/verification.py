"""Verify a library: check the store, and compare the engine's files with it."""

from collections.abc import Callable, Sequence
from contextlib import closing

from qa.index.store import Database, LibraryPaths, Store
from qa.index.upkeep.engine_checks import lexical_index_problems, vector_index_problems
from qa.index.upkeep.pin_checks import pin_problems
from qa.index.upkeep.problems import Part, Problem, Verification
from qa.index.upkeep.store_checks import store_problems
from qa.index.upkeep.upload_checks import upload_problems


def verify_library(paths: LibraryPaths, on_progress: Callable[[int, int], None]) -> Verification:
    """Verify everything in a library. The caller must hold the write lock, so that nobody changes it meanwhile.

    If the database is damaged, only the problems of the store are returned, and all counts are 0.

    Args:
        paths: the places of the library's parts.
        on_progress: called repeatedly with the number of documents and vectors compared so far and in total.

    Raises:
        LibraryError: the database is damaged so badly that it cannot be opened.
    """
    # New connections read from the disk. The page cache of connections in use would hide damage.
    with closing(Database(paths.database)) as database:
        problems = list(store_problems(database, on_progress))
        if any(problem.part is Part.DATABASE for problem in problems):
            # Indexes and counts cannot be compared with a damaged database.
            return Verification(0, 0, 0, 0, tuple(problems))
        store = Store(database)
        problems += [*lexical_index_problems(store, paths), *vector_index_problems(store, paths)]
        problems += [*upload_problems(database, paths), *pin_problems(paths)]
        return _with_counts(store, problems)


def _with_counts(store: Store, problems: Sequence[Problem]) -> Verification:
    ((documents,),) = store.database.rows("SELECT count(*) FROM documents WHERE removed IS NULL")
    ((sources,),) = store.database.rows(
        "SELECT count(*) FROM sources JOIN documents AS d ON d.id = document_id WHERE d.removed IS NULL"
    )
    ((vectors,),) = store.database.rows("SELECT count(*) FROM vectors")
    return Verification(
        documents=documents,
        sources=sources,
        passages=store.passage_count(),
        vectors=vectors,
        problems=tuple(problems),
    )
