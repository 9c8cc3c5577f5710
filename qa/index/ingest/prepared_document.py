"""Read a file and cut it into passages: the first stage of an addition."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from qa.errors import ReadingError
from qa.index.ingest.file_outcomes import FileOutcomes
from qa.index.ingest.file_state import read_settled
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.passage_texts import PassageText, PassageTexts
from qa.index.ingest.progress_meter import ProgressMeter
from qa.index.store import FileState
from qa.messages import message_of
from qa.reading import content_hash, read_documents
from qa.types import Document


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that was read and cut."""

    document: Document
    passages: tuple[PassageText, ...]
    """empty if the library holds the file's content already: then only the source is new"""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file whose documents were read and cut and wait for their vectors."""

    source: str
    content_hash: str
    state: FileState | None
    """the file's state when it was read, or ``None`` if it cannot reveal a later change"""
    documents: tuple[PreparedDocument, ...]
    """usually one; several for a compilation"""

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts to embed, by the keys of their vectors."""
        return {passage.vector_key: passage.text for document in self.documents for passage in document.passages}

    @property
    def passage_count(self) -> int:
        """Return the number of passages of all its documents."""
        return sum(len(document.passages) for document in self.documents)


class _StoppedError(Exception):
    """The addition was stopped while a file was being recognised."""


class DocumentPreparer:
    """Read files and cut them into passages.

    Args:
        target: the library that the files are added to.
        outcomes: records the files that are unchanged or cannot be read.
        progress: counts the bytes read, the pages recognised and the passages cut.
        stopped: called after each recognised page; if it returns True, the file is left for the next addition.
    """

    def __init__(
        self,
        target: IngestTarget,
        outcomes: FileOutcomes,
        progress: ProgressMeter,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = target.store
        self._limit = target.settings.file_bytes
        self._texts = PassageTexts(target.encoder, target.settings)
        self._outcomes = outcomes
        self._progress = progress
        self._stopped = stopped

    def read(self, file: Path) -> PreparedFile | None:
        """Return the documents in a file; ``None`` if it is unchanged, unreadable, or left for the next addition."""
        self._progress.file_started(file)
        try:
            return self._prepare(file)
        except ReadingError as error:
            self._outcomes.refuse_file(file, message_of(error))
            return None
        except _StoppedError:
            return None

    def _page_recognised(self, done: int, total: int) -> None:
        self._progress.page_recognised(done, total)
        if self._stopped():
            raise _StoppedError

    def _prepare(self, file: Path) -> PreparedFile | None:
        content, state = read_settled(file, self._limit)
        self._progress.file_read(len(content))
        digest = content_hash(content)
        stored = self._store.source(str(file))
        if stored and stored.content_hash == digest:
            self._store.set_state(str(file), state)
            self._outcomes.record_unchanged(file)
            return None
        documents = read_documents(file, content, self._limit, self._page_recognised)
        # If a part of a compilation is new, the others are cut too: what is held may be gone before they are stored.
        is_held = all(self._store.holds(digest, document.media_type) for document in documents)
        prepared = PreparedFile(str(file), digest, state, tuple(self._cut(document, is_held) for document in documents))
        self._progress.passages_cut(prepared.passage_count)
        return prepared

    def _cut(self, document: Document, is_held: bool) -> PreparedDocument:
        document = replace(document, metadata=self._store.corrected(document.source, document.metadata))
        return PreparedDocument(document, () if is_held else self._texts.cut(document))
