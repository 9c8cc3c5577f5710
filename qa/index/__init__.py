"""What a library keeps: the store, the two indexes derived from it, and how files get in."""

from qa.chunking.context import context_text
from qa.index.engine.index_writer import IndexWriter
from qa.index.engine.indexes import Indexes
from qa.index.ingest.add_progress import AddProgress
from qa.index.ingest.ingest import Ingest
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
    "Ingest",
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
    "context_text",
    "on_page",
    "write_lock",
]
