"""What a library keeps: the store, the two indexes derived from it, and how files get in."""

from qa.index.context import context_text
from qa.index.indexes import Indexes
from qa.index.ingest import AddProgress, Ingest
from qa.index.store import Store, StoredPassage

__all__ = ["AddProgress", "Indexes", "Ingest", "Store", "StoredPassage", "context_text"]
