"""The contents of a library: the store, the engines derived from it, adding files, and upkeep."""

from qa.index.condition import EVERY_DOCUMENT, Condition, condition_from
from qa.index.engine import Engine, EngineSnapshot, EngineWriter, LocalEngine, LocalEngineWriter, ScoredPassage
from qa.index.ingest.add_progress import AddProgress
from qa.index.ingest.ingest import Ingest
from qa.index.store import (
    Database,
    LibraryPaths,
    Store,
    StoredPassage,
    StoreView,
    StoreWriter,
    no_document,
    on_page,
    write_lock,
)
from qa.index.upkeep.repair import Repair
from qa.index.upkeep.statistics import Statistics, library_statistics
from qa.index.upkeep.verification import Part, Problem, Verification, Verifier

__all__ = [
    "EVERY_DOCUMENT",
    "AddProgress",
    "Condition",
    "Database",
    "Engine",
    "EngineSnapshot",
    "EngineWriter",
    "Ingest",
    "LibraryPaths",
    "LocalEngine",
    "LocalEngineWriter",
    "Part",
    "Problem",
    "Repair",
    "ScoredPassage",
    "Statistics",
    "Store",
    "StoreView",
    "StoreWriter",
    "StoredPassage",
    "Verification",
    "Verifier",
    "condition_from",
    "library_statistics",
    "no_document",
    "on_page",
    "write_lock",
]
