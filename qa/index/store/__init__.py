"""The store, the library's source of truth: one SQLite database with the documents, their passages and vectors."""

from qa.index.store.database import Database
from qa.index.store.library_paths import LibraryPaths
from qa.index.store.rows import StoredPassage, on_page
from qa.index.store.store import FileState, Store, StoredSource, StoreSnapshot, no_document
from qa.index.store.store_view import VECTOR_TYPE, StoreView, batches
from qa.index.store.store_writer import NewPassage, Stored, StoreWriter
from qa.index.store.write_lock import write_lock

__all__ = [
    "VECTOR_TYPE",
    "Database",
    "FileState",
    "LibraryPaths",
    "NewPassage",
    "Store",
    "StoreSnapshot",
    "StoreView",
    "StoreWriter",
    "Stored",
    "StoredPassage",
    "StoredSource",
    "batches",
    "no_document",
    "on_page",
    "write_lock",
]
