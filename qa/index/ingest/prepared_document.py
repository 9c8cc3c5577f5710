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
from qa.reading import content_hash, read_document
from qa.types import Document


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that was read and cut into passages, before its vectors are computed."""

    document: Document
    content_hash: str
    state: FileState | None
    """the file's size and times when it was read, or ``None`` if they may not reveal a later change"""
    passages: tuple[PassageText, ...]
    """the passages; empty if the library holds the same content already, so that only the source is new"""
    document_id: int | None = None
    """the number of a removed document that is restored; a new document gets a new number"""

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts to embed by the keys of their vectors."""
        return {passage.vector_key: passage.text for passage in self.passages}


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

    def read(self, file: Path) -> PreparedDocument | None:
        """Return the document in a file, or ``None`` if the file is unchanged, cannot be read, or is left for later."""
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

    def _prepare(self, file: Path) -> PreparedDocument | None:
        content, state = read_settled(file, self._limit)
        self._progress.file_read(len(content))
        digest = content_hash(content)
        stored = self._store.source(str(file))
        if stored and stored.content_hash == digest:
            self._store.set_state(str(file), state)
            self._outcomes.record_unchanged(file)
            return None
        document = read_document(file, content, self._limit, self._page_recognised)
        document = replace(document, metadata=self._store.corrected(str(file), document.metadata))
        if self._store.holds(digest, document.media_type):
            return PreparedDocument(document, digest, state, ())
        passages = self._texts.cut(document)
        self._progress.passages_cut(len(passages))
        return PreparedDocument(document, digest, state, passages)
