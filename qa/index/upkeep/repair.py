"""Repair a library: rebuild indexes, embed vectors again, and have damaged documents read again."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from embeddings import Encoder
from qa.index.ingest.add_progress import AddProgress, rebuild_progress
from qa.index.ingest.passage_texts import PassageTexts
from qa.index.store import LibraryPaths, Store, StoreWriter, batches
from qa.index.store.checksums import SOURCE_CHECKSUM, document_checksum
from qa.index.upkeep.problems import Part, Problem
from qa.index.upkeep.repaired_rows import forget_state, remove_damaged_corrections, repair_meta, repair_sources
from qa.reading import path_on_disk, split_member
from qa.settings import Settings

_BATCH_TEXTS = 64


def repair_library(
    problems: Sequence[Problem],
    store: StoreWriter,
    paths: LibraryPaths,
    encoder: Encoder,
    settings: Settings,
    *,
    on_progress: Callable[[AddProgress], None],
) -> tuple[Path, ...]:
    """Repair the store, and delete damaged index files so that the engine builds them again.

    Args:
        problems: the problems that a verification found.
        store: the library's store.
        paths: the places of the library's parts.
        encoder: the model that the library was embedded with.
        settings: the library's settings.
        on_progress: receives the progress of embedding vectors again.

    Returns:
        The files whose stored documents are damaged; adding them again repairs the documents.
    """
    parts = {problem.part for problem in problems}
    if Part.DATABASE in parts:
        # SQLite's own indexes can be rebuilt from its tables.
        with store.database.transaction() as change:
            change.execute("REINDEX")
        if repair_meta(store.database):
            parts |= {Part.LEXICAL_INDEX, Part.VECTOR_INDEX}
    repair_sources([problem.source_id for problem in problems if problem.source_id is not None], store)
    if Part.CORRECTION in parts:
        remove_damaged_corrections(store.database)
    if Part.LEXICAL_INDEX in parts:
        shutil.rmtree(paths.lexical, ignore_errors=True)
    if Part.VECTOR_INDEX in parts or Part.VECTOR in parts:
        paths.vectors.unlink(missing_ok=True)
    damaged = {problem.document_id for problem in problems if problem.document_id is not None}
    keys = [problem.vector_key for problem in problems if problem.vector_key is not None]
    damaged |= _embed_again(keys, store, encoder, PassageTexts(encoder, settings), rebuild_progress(on_progress))
    return tuple(path for document_id in sorted(damaged) for path in _mark_for_reading(document_id, store))


def _embed_again(
    keys: Sequence[str],
    store: StoreWriter,
    encoder: Encoder,
    texts: PassageTexts,
    on_progress: Callable[[int, int], None],
) -> set[int]:
    """Compute vectors again from the stored passages.

    Returns:
        The numbers of the damaged documents: they have a passage whose text does not match its stored key. Such a
        passage is not embedded.
    """
    damaged: set[int] = set()
    done = 0
    for batch in batches(keys, _BATCH_TEXTS):
        found: dict[str, str] = {}
        for key in batch:
            for passage in store.latest.passages(_passages_with(key, store)).values():
                citation = passage.citation
                text = texts.embedded_text(citation.title, citation.heading_path, passage.kind, passage.text)
                if texts.vector_key(text) == key:
                    found[key] = text
                else:
                    damaged.add(citation.document_id)
        vectors = encoder.encode_passages(list(found.values()))
        store.put_vectors(dict(zip(found, vectors, strict=True)))
        done += len(batch)
        on_progress(done, len(keys))
    return damaged


def _passages_with(vector_key: str, store: Store) -> list[int]:
    rows = store.database.rows("SELECT id FROM passages WHERE vector_key = ?", (vector_key,))
    return [passage_id for (passage_id,) in rows]


def _mark_for_reading(document_id: int, store: StoreWriter) -> list[Path]:
    """Mark a document's files as changed, and return those that exist; a file with a damaged path counts as missing.

    If clearing a damaged removal mark repairs the document, return no files.
    """
    if _was_there(document_id, store):
        return []
    sound = f"document_id = ? AND checksum = {SOURCE_CHECKSUM}"
    rows = store.database.rows(f"SELECT full_path(path) FROM sources WHERE {sound}", (document_id,))
    with store.database.transaction() as change:
        change.execute("UPDATE documents SET content_hash = 'damaged ' || id WHERE id = ?", (document_id,))
        ids = [source_id for (source_id,) in change.rows(f"SELECT id FROM sources WHERE {sound}", (document_id,))]
        for source_id in ids:
            forget_state(change, source_id)
    files = {split_member(Path(path))[0] for (path,) in rows}
    return sorted(file for file in files if path_on_disk(file).is_file())


def _was_there(document_id: int, store: StoreWriter) -> bool:
    """Clear a document's removal mark if its checksum shows that the mark is damage; return whether it was cleared."""
    with store.database.transaction() as change:
        found = change.rows("SELECT removed, checksum FROM documents WHERE id = ?", (document_id,))
        if not found or found[0][0] is None:
            return False
        removed, checksum = found[0]
        change.execute("UPDATE documents SET removed = NULL WHERE id = ?", (document_id,))
        if document_checksum(change.rows, document_id) == checksum:
            return True
        change.execute("UPDATE documents SET removed = ? WHERE id = ?", (removed, document_id))
    return False
