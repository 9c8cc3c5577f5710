"""How an index says which library and which generation of its store it holds."""

from qa.index.store.database import Database

_FORMAT = 2
"""raised whenever what is indexed of a passage changes, so that older indexes are built anew"""


def tag(store: Database, generation: int) -> str:
    """The tag of an index that holds a generation of a store."""
    return f"{store.identity}/{_FORMAT}:{generation}"


def tagged_generation(store: Database, found: str | None) -> int | None:
    """The generation that a tag names, or ``None`` for one that is not of this store."""
    generation = (found or "").rpartition(":")[2]
    if not generation.isdecimal() or found != tag(store, int(generation)):
        return None
    return int(generation) if int(generation) <= store.generation else None
