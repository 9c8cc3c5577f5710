"""The tag of an index: the identity of the library, and the format and the generation of the indexed content."""

from qa.index.store import Store

_FORMAT = 2
"""version of the indexed content; an index of another version is built again"""


def tag(store: Store, generation: int) -> str:
    """Return the tag of an index that holds a generation of a store."""
    return f"{store.identity}/{_FORMAT}:{generation}"


def tagged_generation(store: Store, found: str | None) -> int | None:
    """Return the generation that a tag names; ``None`` if the tag is missing or does not match the store.

    A tag of another store or index format, or of a generation later than the store's, does not match.
    """
    generation = (found or "").rpartition(":")[2]
    if not generation.isdecimal() or found != tag(store, int(generation)):
        return None
    return int(generation) if int(generation) <= store.generation else None
