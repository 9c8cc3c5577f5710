"""What stands behind the page: a library that gets ready while the page is already shown."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qa.errors import LibraryError, QaError
from qa.feedback import Feedback, store_feedback, stored_feedback
from qa.library import AddProgress, FilterArguments, Library, Statistics
from qa.messages import Message, message_of
from qa.terminal_progress import add_progress
from qa.types import Answer, DocumentContents, DocumentSummary
from qa.web.examples import example_questions

_log = logging.getLogger(__name__)

_ANSWERED_AT_ONCE = 2
"""More would wait for the model in no order, and who asked first could be answered last."""


class Service:
    """A library that a thread of its own makes ready: loads the model and gives a new library its first documents.

    Args:
        library: open already.
        first_documents: a folder to index when nothing was ever added to the library; none if it does not exist.
        read_only: whether the page may only ask.
    """

    def __init__(self, library: Library, first_documents: Path, read_only: bool = False) -> None:
        self.library = library
        self.read_only = read_only
        self.progress: AddProgress | None = None
        """how far the first documents are"""
        self._first_documents = first_documents
        self._failure: QaError | None = None
        self._ready = threading.Event()
        self._turns = threading.Semaphore(_ANSWERED_AT_ONCE)
        self._thread = threading.Thread(target=self._prepare, name="prepare library", daemon=True)
        self._examples: tuple[int, tuple[str, ...]] = (-1, ())
        self._one_finds_examples = threading.Lock()
        self._documents: tuple[int, tuple[DocumentSummary, ...]] = (-1, ())
        self._adding = False

    @property
    def folder(self) -> Path:
        """Where the library lies; no message on the page says that."""
        return self.library.folder

    def start(self) -> None:
        """Begin to get ready."""
        self._thread.start()

    def wait(self, seconds: float | None) -> bool:
        """Wait until the library is ready, or could not be made so; whether that is the case."""
        return self._ready.wait(seconds)

    def ask(
        self,
        question: str,
        earlier: Sequence[str] = (),
        narrow: bool = True,
        filters: FilterArguments | None = None,
    ) -> Answer:
        """Answer a question, when ready; the arguments are those of :meth:`Library.ask`.

        Raises:
            QaError: the question cannot be answered, or the library could not be made ready.
        """
        self._ready.wait()
        if self._failure:
            raise self._failure
        with self._turns:
            return self.library.ask(question, earlier=earlier, narrow=narrow, **(filters or {}))

    def documents(self) -> tuple[DocumentSummary, ...]:
        """The documents of the library; read once for all pages until it changes."""
        generation = self.library.generation
        held, documents = self._documents
        if held != generation:
            documents = self.library.documents()
            self._documents = (generation, documents)
        return documents

    def document(self, document_id: int) -> DocumentContents:
        """A document with its text.

        Raises:
            LibraryError: it is not there (any more).
        """
        return self.library.document(document_id)

    def statistics(self) -> Statistics:
        """How large the library is."""
        return self.library.statistics()

    def examples(self) -> tuple[str, ...]:
        """Questions that the library answers, made from its own documents; when ready.

        While documents are being added, those from before: finding others takes many questions.
        """
        self._ready.wait()
        if self._failure:
            return ()
        with self._one_finds_examples:
            held, examples = self._examples
            generation = self.library.generation
            if held != generation and (held < 0 or not self._adding):
                examples = example_questions(self.library)
                self._examples = (generation, examples)
            return examples

    @contextmanager
    def adding(self) -> Iterator[None]:
        """While this lasts, documents come into the library one after the other; not to be begun twice at a time."""
        self._adding = True
        try:
            yield
        finally:
            self._adding = False

    def keep_feedback(self, feedback: Feedback) -> None:
        """Store what a person says of an answer.

        Raises:
            LibraryError: it cannot be stored.
        """
        store_feedback(self.library.folder, feedback)

    def feedback(self) -> tuple[Feedback, ...]:
        """All that people said."""
        return stored_feedback(self.library.folder)

    def _prepare(self) -> None:
        try:
            with add_progress() as show:
                self._make_ready(show)
        except QaError as error:
            self._failure = error
        except Exception as error:
            # Whatever it is, a person who waits must hear of it, or they would wait for ever.
            _log.exception("cannot prepare the library")
            self._failure = LibraryError(
                Message("资料没有准备好：{error}。详情见启动本程序的终端", error=message_of(error))
            )
        finally:
            self._ready.set()

    def _make_ready(self, show: Callable[[AddProgress], None]) -> None:
        def on_progress(progress: AddProgress) -> None:
            self.progress = progress
            show(progress)

        self.library.load_model(on_progress)
        if self.library.generation == 0 and self._first_documents.is_dir():
            for refusal in self.library.add(self._first_documents, on_progress=on_progress).refused:
                _log.warning("%s", refusal.reason)
