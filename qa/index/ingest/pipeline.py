"""The pipeline that adds files to a library: read and cut, embed, store and index."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from qa.index.ingest.embedding_queue import EmbeddingBatch, EmbeddingQueue
from qa.index.ingest.file_outcomes import FileOutcomes
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.prepared_document import PreparedDocument
from qa.index.ingest.progress_meter import ProgressMeter
from qa.index.store import NewPassage

_GROUP_PASSAGES = 512


@dataclass(frozen=True, slots=True)
class _DocumentGroup:
    """Documents whose passages are embedded together, and the batches whose vectors are not stored yet."""

    documents: Sequence[PreparedDocument] = ()
    batches: deque[EmbeddingBatch] = field(default_factory=deque)


class IngestPipeline:
    """Embed and store documents in groups of at least 512 passages. A context manager that owns the embedding thread.

    While one group is embedded, the next is read and cut. The encoder stays busy, and memory is bounded by two groups::

        caller's thread    │ read and cut 1 │ read and cut 2 │ store and index 1 │ read and cut 3 │ store and index 2 │
        embedding thread   │                │ embed 1 ──────────────────────────►│ embed 2 ──────────────────────────►│

    Each batch of vectors is stored as soon as it is ready, so no text is embedded twice, whatever happens later. Each
    document is stored in one transaction once all its vectors are stored. After each group the engine is updated to
    the store, and readers see the group.

    Args:
        target: the library.
        outcomes: records the documents that were stored.
        progress: counts the passages that were embedded, and reports after each batch of vectors.
        stopped: called repeatedly; once it returns True, the pipeline stores the documents whose vectors are complete
            and drops the others.
    """

    def __init__(
        self, target: IngestTarget, outcomes: FileOutcomes, progress: ProgressMeter, stopped: Callable[[], bool]
    ) -> None:
        self._target = target
        self._store = target.store
        self._outcomes = outcomes
        self._progress = progress
        self._stopped = stopped
        self._queue = EmbeddingQueue(target.encoder)
        self._waiting: list[PreparedDocument] = []
        self._embedding = _DocumentGroup()

    def __enter__(self) -> Self:
        """Return the pipeline itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait for the batch that is being embedded and drop everything else that is not stored."""
        self._queue.__exit__(kind, error, traceback)

    def run(self, files: Iterable[Path], read: Callable[[Path], PreparedDocument | None]) -> None:
        """Add files to the library until none is left or the addition is stopped.

        Args:
            files: the files to add.
            read: reads and cuts a file; returns ``None`` for a file that has nothing to store.
        """
        for file in files:
            if self._stopped():
                # Files that were read but not embedded count as files left.
                self._waiting.clear()
                break
            self._store_vectors(self._embedding, wait=False)
            document = read(file)
            if document:
                self.add(document)
        self.drain()
        self._progress.report()

    def add(self, document: PreparedDocument) -> None:
        """Queue a document; :meth:`drain` stores it at the latest."""
        if not document.passages:
            self._put(document)
            return
        self._waiting.append(document)
        if sum(len(waiting.passages) for waiting in self._waiting) >= _GROUP_PASSAGES:
            self._advance()

    def drain(self) -> None:
        """Embed and store every document that was added."""
        while self._waiting or self._embedding.documents:
            self._advance()

    def _advance(self) -> None:
        """Start to embed the waiting documents, then store the group that was started before them."""
        started = self._start_embedding(self._waiting)
        finished, self._embedding, self._waiting = self._embedding, started, []
        self._finish(finished)

    def _start_embedding(self, documents: Sequence[PreparedDocument]) -> _DocumentGroup:
        if not documents:
            return _DocumentGroup()
        self._store.set_model(self._target.encoder.identity)
        texts = {key: text for document in documents for key, text in document.texts.items()}
        available = self._store.known_vectors(list(texts))
        available |= {key for batch in self._embedding.batches for key in batch.keys}
        missing = {key: text for key, text in texts.items() if key not in available}
        self._progress.passages_embedded(sum(len(document.passages) for document in documents) - len(missing))
        return _DocumentGroup(documents, deque(self._queue.submit(missing)))

    def _finish(self, group: _DocumentGroup) -> None:
        """Store a group and update the engine; when stopped, only the documents whose vectors are complete."""
        if not group.documents:
            return
        self._store_vectors(group, wait=True)
        available = self._store.known_vectors([key for document in group.documents for key in document.texts])
        for document in group.documents:
            if available >= document.texts.keys():
                self._put(document)
        self._target.engine.update()
        self._progress.report()

    def _store_vectors(self, group: _DocumentGroup, wait: bool) -> None:
        """Store the vectors of a group: those that are ready, or all of them if ``wait``."""
        while group.batches and (wait or group.batches[0].vectors.done()):
            if self._stopped():
                for batch in group.batches:
                    batch.vectors.cancel()
            batch = group.batches.popleft()
            if batch.vectors.cancelled():
                continue
            self._store.put_vectors(dict(zip(batch.keys, batch.vectors.result(), strict=True)))
            self._progress.passages_embedded(len(batch.keys))
            self._progress.report()

    def _put(self, document: PreparedDocument) -> None:
        stored = self._store.put(
            document.document,
            document.content_hash,
            document.state,
            [NewPassage(passage.passage, passage.vector_key) for passage in document.passages],
            document.document_id,
        )
        self._outcomes.record_stored(document.document.source, stored)
