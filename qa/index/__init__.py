"""What a library keeps: the store, the two indexes derived from it, and how files get in."""

from qa.chunking.context import context_text
from qa.index.engine.index_writer import IndexWriter
from qa.index.engine.indexes import Indexes
from qa.index.ingest.add_files import add_files
from qa.index.ingest.add_progress import AddProgress, rebuild_progress
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.restore_document import restore_document
from qa.index.store.library_paths import LibraryPaths
from qa.index.store.rows import StoredPassage, on_page
from qa.index.store.store import Store
from qa.index.store.store_writer import StoreWriter
from qa.index.store.write_lock import write_lock
from qa.index.upkeep.repair import Repair
from qa.index.upkeep.statistics import Census, Statistics
from qa.index.upkeep.verification import Part, Problem, Verification, Verifier

__all__ = [
    "AddProgress",
    "Census",
    "IndexWriter",
    "Indexes",
    "IngestTarget",
    "LibraryPaths",
    "Part",
    "Problem",
    "Repair",
    "Statistics",
    "Store",
    "StoreWriter",
    "StoredPassage",
    "Verification",
    "Verifier",
    "add_files",
    "context_text",
    "on_page",
    "rebuild_progress",
    "restore_document",
    "write_lock",
]
