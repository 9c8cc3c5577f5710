"""The store, the library's source of truth: one SQLite database with the documents, their passages and vectors."""

from qa.index.store.database import STORE_ERRORS, Database
from qa.index.store.library_paths import LibraryPaths, may_write
from qa.index.store.lost_database import refuse_lost_database, refuse_missing_library
from qa.index.store.pin_file import Pin, PinFile, new_pin
from qa.index.store.recorded_model import refuse_changed_model, refuse_other_model
from qa.index.store.rows import StoredPassage, on_page
from qa.index.store.store import Store, StoreSnapshot, no_document
from qa.index.store.store_view import VECTOR_TYPE, StoreView, batches
from qa.index.store.store_writer import NewDocument, NewPassage, Stored, StoreWriter
from qa.index.store.stored_source import FileState
from qa.index.store.write_lock import write_lock

__all__ = [
    "STORE_ERRORS",
    "VECTOR_TYPE",
    "Database",
    "FileState",
    "LibraryPaths",
    "NewDocument",
    "NewPassage",
    "Pin",
    "PinFile",
    "Store",
    "StoreSnapshot",
    "StoreView",
    "StoreWriter",
    "Stored",
    "StoredPassage",
    "batches",
    "may_write",
    "new_pin",
    "no_document",
    "on_page",
    "refuse_changed_model",
    "refuse_lost_database",
    "refuse_missing_library",
    "refuse_other_model",
    "write_lock",
]
