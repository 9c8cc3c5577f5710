"""Repair rows whose content can be restored with certainty: the library's own values and the sources of documents."""

import uuid
from collections.abc import Sequence
from pathlib import Path

from qa.errors import LibraryError, ReadingError
from qa.index.store import Database, StoreWriter
from qa.index.store.checksums import CORRECTION_CHECKSUM, SOURCE_CHECKSUM
from qa.index.store.database import Transaction
from qa.index.store.meta_table import meta_value, set_meta
from qa.reading import content_hash, read_bytes

_LATEST_GENERATION = 1 << 53
"""largest generation that counts as valid; a larger value, or a value that is not a number, is damage"""


def repair_meta(database: Database) -> bool:
    """Replace a library's identity and its generations (latest and purged) if any of these values is damaged.

    Return whether they were replaced. The new generation is later than that of every document. All indexes are rebuilt,
    because none has the new identity. A damaged name of the model cannot be restored.
    """
    with database.transaction() as change:
        if all(_is_sound(change, key, database) for key in ("identity", "generation", "purged")):
            return False
        among = "BETWEEN 0 AND ?"
        ((latest,),) = change.rows(
            f"SELECT max(coalesce((SELECT max(generation) FROM passages WHERE generation {among}), 0), "
            f"coalesce((SELECT max(generation) FROM removed_passages WHERE generation {among}), 0), "
            f"coalesce((SELECT max(removed) FROM documents WHERE removed {among}), 0))",
            (_LATEST_GENERATION,) * 3,
        )
        set_meta(change.execute, "identity", uuid.uuid4().hex)
        set_meta(change.execute, "generation", str(latest + 1))
        set_meta(change.execute, "purged", "0")
    return True


def repair_sources(source_ids: Sequence[int], store: StoreWriter) -> None:
    """Mark each source as sound whose file exists and has the content of its document; other sources stay damaged."""
    for source_id in source_ids:
        try:
            ((path, expected),) = store.database.rows(
                "SELECT full_path(path), content_hash FROM sources JOIN documents AS d ON d.id = document_id "
                "WHERE sources.id = ?",
                (source_id,),
            )
            is_proved = content_hash(read_bytes(Path(path))) == expected
        except (LibraryError, ReadingError, ValueError):
            continue
        if is_proved:
            with store.database.transaction() as change:
                forget_state(change, source_id)


def remove_damaged_corrections(database: Database) -> None:
    """Delete the corrections of metadata that differ from their checksum; the documents stay as they were corrected."""
    with database.transaction() as change:
        change.execute(f"DELETE FROM corrections WHERE checksum != {CORRECTION_CHECKSUM}")


def forget_state(change: Transaction, source_id: int) -> None:
    """Forget a source's size and times, so that its file is read when it is added again; renew the row's checksum."""
    change.execute("UPDATE sources SET size = NULL, modified = NULL, changed = NULL WHERE id = ?", (source_id,))
    change.execute(f"UPDATE sources SET checksum = {SOURCE_CHECKSUM} WHERE id = ?", (source_id,))


def _is_sound(change: Transaction, key: str, database: Database) -> bool:
    try:
        meta_value(change, key, database.name)
    except LibraryError:
        return False
    return True
