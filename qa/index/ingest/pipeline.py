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
from qa.index.ingest.prepared_document import PreparedDocument, PreparedFile
from qa.index.ingest.progress_meter import ProgressMeter
from qa.index.store import NewDocument, NewPassage

_GROUP_PASSAGES = 512


@dataclass(frozen=True, slots=True)
class _FileGroup:
    """Files whose passages are embedded together, and the batches whose vectors are not stored yet."""

    files: Sequence[PreparedFile] = ()
    batches: deque[EmbeddingBatch] = field(default_factory=deque)


class IngestPipeline:
    """Embed and store files in groups of at least 512 passages; the last group may be smaller.

    A context manager that owns the embedding thread.

    While one group is embedded, the next is read and cut. The encoder stays busy, and memory is bounded by two groups::

        caller's thread    │ read and cut 1 │ read and cut 2 │ store and index 1 │ read and cut 3 │ store and index 2 │
        embedding thread   │                │ embed 1 ──────────────────────────►│ embed 2 ──────────────────────────►│

    Each batch of vectors is stored as soon as it is ready, so no text is embedded twice, whatever happens later. Each
    file is stored in one transaction once all its vectors are stored. After each group the engine is brought up to the
    store's generation, and readers see the group.

    Args:
        target: the library.
        outcomes: records the files that were stored.
        progress: counts the passages that were embedded, and reports after each batch of vectors.
        stopped: called repeatedly; once it returns True, the pipeline stores the files whose vectors are complete
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
        self._waiting: list[PreparedFile] = []
        self._embedding = _FileGroup()

    def __enter__(self) -> Self:
        """Return the pipeline itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait for the batch that is being embedded and drop everything else that is not stored."""
        self._queue.__exit__(kind, error, traceback)

    def run(self, files: Iterable[Path], read: Callable[[Path], PreparedFile | None]) -> None:
        """Take files into the library until none is left or the addition is stopped.

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
            prepared = read(file)
            if prepared:
                self.add(prepared)
        self.drain()
        self._progress.report()

    def add(self, file: PreparedFile) -> None:
        """Queue a file to be embedded and stored, at the latest by :meth:`drain`.

        A file without passages is stored at once.
        """
        if not file.passage_count:
            self._put(file)
            return
        self._waiting.append(file)
        if sum(waiting.passage_count for waiting in self._waiting) >= _GROUP_PASSAGES:
            self._advance()

    def drain(self) -> None:
        """Embed and store every file that was added."""
        while self._waiting or self._embedding.files:
            self._advance()

    def _advance(self) -> None:
        """Start to embed the waiting files, then store the group that was started before them."""
        started = self._start_embedding(self._waiting)
        finished, self._embedding, self._waiting = self._embedding, started, []
        self._finish(finished)

    def _start_embedding(self, files: Sequence[PreparedFile]) -> _FileGroup:
        if not files:
            return _FileGroup()
        self._store.set_model(self._target.encoder.identity)
        texts = {key: text for file in files for key, text in file.texts.items()}
        available = self._store.known_vectors(list(texts))
        available |= {key for batch in self._embedding.batches for key in batch.keys}
        missing = {key: text for key, text in texts.items() if key not in available}
        self._progress.passages_embedded(sum(file.passage_count for file in files) - len(missing))
        return _FileGroup(files, deque(self._queue.submit(missing)))

    def _finish(self, group: _FileGroup) -> None:
        """Store a group and update the engine; after a stop, store only the files whose vectors are complete."""
        if not group.files:
            return
        self._store_vectors(group, wait=True)
        available = self._store.known_vectors([key for file in group.files for key in file.texts])
        for file in group.files:
            if available >= file.texts.keys():
                self._put(file)
        self._target.engine.update()
        self._progress.report()

    def _store_vectors(self, group: _FileGroup, wait: bool) -> None:
        """Store the vectors of a group: those that are ready, or all of them if ``wait``.

        Stored and cancelled batches are removed from the group. After a stop, batches not yet begun are cancelled.
        """
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

    def _put(self, file: PreparedFile) -> None:
        documents = [new_document(prepared) for prepared in file.documents]
        stored = self._store.put(file.source, documents, file.content_hash, file.state)
        self._outcomes.record_stored(file.source, stored)


def new_document(prepared: PreparedDocument) -> NewDocument:
    """Convert a prepared document to the form that the store takes."""
    passages = [NewPassage(passage.passage, passage.vector_key) for passage in prepared.passages]
    return NewDocument(prepared.document, passages)
