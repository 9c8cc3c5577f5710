"""A library that is open: its folder, store, engine and model, and access for changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from embeddings import Encoder
from qa.answering import AskContext, ProvisionFinder, passage_reader
from qa.answering.pinned_answers import PinnedAnswers
from qa.errors import LibraryError
from qa.index import (
    STORE_ERRORS,
    AddProgress,
    Database,
    Engine,
    IngestTarget,
    LibraryPaths,
    LocalEngine,
    LocalEngineWriter,
    PinFile,
    Store,
    StoreWriter,
    rebuild_progress,
    refuse_changed_model,
    write_lock,
)
from qa.language import everyday_words
from qa.library_parts.model_errors import model_errors
from qa.messages import Message, message_of
from qa.question.arguments import checked_question
from qa.settings import Settings
from qa.types import Span

_LOCK_SECONDS = 10.0


class OpenedLibrary:
    """The files and the model of one library, on which the other parts of the library work. Safe for threads."""

    def __init__(self, folder: Path, settings: Settings, encoder: Encoder) -> None:
        """Initialise the library; callers use :meth:`qa.library.Library.open`."""
        self._folder = folder
        self._settings = settings
        self._encoder = encoder
        self._paths = LibraryPaths(folder)
        with model_errors():
            self._model = encoder.identity
        known_words = everyday_words(settings.everyday_words)
        self._database = Database(self._paths.database)
        self._store = Store(self._database)
        self._engine: Engine = LocalEngine(self._paths, self._store, self._model, self.refresh)
        provisions = ProvisionFinder(self._store.documents, self.document_text)
        self._ask_context = AskContext(
            self._engine,
            encoder,
            passage_reader(settings, encoder),
            self._store.issuers,
            self._store.documents,
            provisions,
            self._slice,
            known_words,
        )
        self._pin_file = PinFile(self._paths.pins)
        later_documents = self._ask_context.later_documents
        self._pins = PinnedAnswers(self._pin_file, self._store, self._engine, encoder, later_documents)

    def close(self) -> None:
        """Close the library's files."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the library itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the library."""
        self.close()

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self._folder

    @property
    def settings(self) -> Settings:
        """The settings with which the library was opened."""
        return self._settings

    @property
    def ask_context(self) -> AskContext:
        """The engine, models and look-ups with which the library answers, for benchmarks and training."""
        return self._ask_context

    @property
    def identity(self) -> str:
        """The library's unique identifier, which stays when its folder is moved."""
        return self._store.identity

    @property
    def generation(self) -> int:
        """A number that grows by one with each change of documents or their metadata; 0 for a new library."""
        return self._store.generation

    def check_model(self) -> None:
        """Check that the library still has the model with which it was opened, as a question does.

        Raises:
            LibraryError: the stored data is damaged or cannot be read.
            ModelMismatchError: another process has meanwhile changed the library to another model.
        """
        refuse_changed_model(self._store.model, self._model, self._folder)

    def refresh(self, on_progress: Callable[[AddProgress], None] | None = None) -> None:
        """Bring the engine up to date with the store, as a question does if the store has changed.

        Rebuilding a lost index may take a minute. If another process is changing the library, or the library cannot be
        written, the engine stays as it is.

        Args:
            on_progress: called while the lexical index is updated.

        Raises:
            LibraryError: the stored data is damaged or cannot be read.
        """
        if self._engine.is_current:
            return
        report = on_progress or (lambda _: None)
        try:
            with self._writing(timeout=0) as store:
                self._engine_writer(store).finish(rebuild_progress(report))
        except LibraryError:
            # The process that holds the lock updates the engine. If nobody can write, the older state is shown.
            return

    def document_text(self, document_id: int) -> str:
        """Return the text of a document, into which its citations point.

        Raises:
            LibraryError: there is no such document, or it is damaged.
        """
        return self._store.document_text(document_id, self._engine.generation)

    def _slice(self, document_id: int, span: Span) -> str:
        return self._store.document_slice(document_id, span, self._engine.generation)

    def _checked(self, question: str) -> str:
        return checked_question(question, self._settings.question_characters)

    def _ingest_target(self, store: StoreWriter) -> IngestTarget:
        return IngestTarget(store, self._engine_writer(store), self._encoder, self._settings)

    def _engine_writer(self, store: StoreWriter) -> LocalEngineWriter:
        return LocalEngineWriter(self._paths, store)

    @contextmanager
    def _writing(self, timeout: float | None = None) -> Iterator[StoreWriter]:
        try:
            with write_lock(self._folder, _LOCK_SECONDS if timeout is None else timeout):
                yield StoreWriter(self._database)
        except (OSError, *STORE_ERRORS) as error:
            raise LibraryError(
                Message(
                    "资料库写不了：{folder}（{error}）。请检查磁盘空间和权限；已经存好的不受影响",
                    folder=self._folder,
                    error=message_of(error),
                )
            ) from error
