"""The contents of a library: the store, the engines built from it, adding files, and upkeep."""

from qa.index.condition import EVERY_DOCUMENT, Condition, condition_from
from qa.index.engine import Engine, EngineSnapshot, EngineWriter, LocalEngine, LocalEngineWriter, ScoredPassage
from qa.index.ingest.add_files import add_files
from qa.index.ingest.add_progress import AddProgress, rebuild_progress
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.metadata_correction import MetadataArguments, correct_metadata
from qa.index.ingest.reembedding import reembed
from qa.index.ingest.restore_documents import restore_documents
from qa.index.store import (
    STORE_ERRORS,
    Database,
    LibraryPaths,
    Pin,
    PinFile,
    Store,
    StoredPassage,
    StoreView,
    StoreWriter,
    new_pin,
    no_document,
    on_page,
    refuse_changed_model,
    refuse_lost_database,
    refuse_missing_library,
    refuse_other_model,
    write_lock,
)
from qa.index.upkeep.backup import BackupReport, restore_backup, write_backup
from qa.index.upkeep.engine_checks import damaged_indexes
from qa.index.upkeep.problems import Part, Problem, Verification
from qa.index.upkeep.repair import repair_library
from qa.index.upkeep.statistics import Statistics, library_statistics
from qa.index.upkeep.verification import verify_library

__all__ = [
    "EVERY_DOCUMENT",
    "STORE_ERRORS",
    "AddProgress",
    "BackupReport",
    "Condition",
    "Database",
    "Engine",
    "EngineSnapshot",
    "EngineWriter",
    "IngestTarget",
    "LibraryPaths",
    "LocalEngine",
    "LocalEngineWriter",
    "MetadataArguments",
    "Part",
    "Pin",
    "PinFile",
    "Problem",
    "ScoredPassage",
    "Statistics",
    "Store",
    "StoreView",
    "StoreWriter",
    "StoredPassage",
    "Verification",
    "add_files",
    "condition_from",
    "correct_metadata",
    "damaged_indexes",
    "library_statistics",
    "new_pin",
    "no_document",
    "on_page",
    "rebuild_progress",
    "reembed",
    "refuse_changed_model",
    "refuse_lost_database",
    "refuse_missing_library",
    "refuse_other_model",
    "repair_library",
    "restore_backup",
    "restore_documents",
    "verify_library",
    "write_backup",
    "write_lock",
]
