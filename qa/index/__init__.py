"""What a library keeps: the store, the two indexes derived from it, and how files get in."""

from qa.index.add_progress import AddProgress
from qa.index.context import context_text
from qa.index.index_writer import IndexWriter
from qa.index.indexes import Indexes
from qa.index.ingest import Ingest
from qa.index.lock import write_lock
from qa.index.paths import LibraryPaths
from qa.index.repair import Repair
from qa.index.rows import StoredPassage, on_page
from qa.index.statistics import Census, Statistics
from qa.index.store import Store
from qa.index.store_writer import StoreWriter
from qa.index.verify import Part, Problem, Verification, Verifier

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
