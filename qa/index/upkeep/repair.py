"""What is damaged in a library and can be made again: the indexes, vectors from texts, documents from their files."""

import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from embeddings import Encoder
from qa.index.ingest.add_progress import AddProgress
from qa.index.ingest.passage_texts import PassageTexts
from qa.index.store import LibraryPaths, StoreWriter, batches
from qa.index.upkeep.verification import Part, Problem
from qa.settings import Settings

_EMBEDDED_AT_ONCE = 64


class Repair:
    """Repairs a store and the indexes beside it."""

    def __init__(self, store: StoreWriter) -> None:
        self._store = store

    def run(
        self,
        problems: Sequence[Problem],
        paths: LibraryPaths,
        encoder: Encoder,
        settings: Settings,
        on_progress: Callable[[AddProgress], None],
    ) -> tuple[Path, ...]:
        """Mend what can be mended here and clear away what others make anew.

        Args:
            problems: what a verification found.
            paths: of the library's parts.
            encoder: the model that the library was embedded with.
            settings: of the library.
            on_progress: told how many vectors are made anew.

        Returns:
            The files to be added again, because what is stored of them is damaged.
        """
        parts = {problem.part for problem in problems}
        if Part.DATABASE in parts:
            # The indexes of SQLite derive from its tables.
            with self._store.database.transaction() as change:
                change.execute("REINDEX")
        if Part.LEXICAL_INDEX in parts:
            shutil.rmtree(paths.lexical, ignore_errors=True)
        if Part.VECTOR_INDEX in parts or Part.VECTOR in parts:
            paths.vectors.unlink(missing_ok=True)
        damaged = {problem.document_id for problem in problems if problem.document_id is not None}
        keys = [problem.vector_key for problem in problems if problem.vector_key is not None]
        damaged |= self._embed_again(keys, encoder, PassageTexts(encoder, settings), on_progress)
        return tuple(path for document_id in sorted(damaged) for path in self._files_to_read_again(document_id))

    def _embed_again(
        self, keys: Sequence[str], encoder: Encoder, texts: PassageTexts, on_progress: Callable[[AddProgress], None]
    ) -> set[int]:
        """Make vectors anew; the documents for whose passages that cannot be done, since they are damaged."""
        damaged: set[int] = set()
        began, done = time.perf_counter(), 0
        for batch in batches(keys, _EMBEDDED_AT_ONCE):
            found: dict[str, str] = {}
            for key in batch:
                for passage in self._store.latest.passages(self._passages_with(key)).values():
                    citation = passage.citation
                    text = texts.text(citation.title, citation.heading_path, passage.kind, passage.text)
                    if texts.key(text) == key:
                        found[key] = text
                    else:
                        damaged.add(citation.document_id)
            vectors = encoder.encode_passages(list(found.values()))
            self._store.put_vectors(dict(zip(found, vectors, strict=True)))
            done += len(batch)
            on_progress(AddProgress.of_mending(done, len(keys), began))
        return damaged

    def _files_to_read_again(self, document_id: int) -> Iterable[Path]:
        """The files of a document, which no longer count as unchanged."""
        paths = self._store.database.rows("SELECT path FROM sources WHERE document_id = ?", (document_id,))
        with self._store.database.transaction() as change:
            change.execute("UPDATE documents SET content_hash = 'damaged ' || id WHERE id = ?", (document_id,))
            change.execute(
                "UPDATE sources SET size = NULL, modified = NULL, changed = NULL WHERE document_id = ?", (document_id,)
            )
        return [Path(path) for (path,) in paths if Path(path).is_file()]

    def _passages_with(self, vector_key: str) -> list[int]:
        return [
            passage
            for (passage,) in self._store.database.rows("SELECT id FROM passages WHERE vector_key = ?", (vector_key,))
        ]
