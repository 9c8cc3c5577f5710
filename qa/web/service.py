"""The service behind the page: an open library that loads its model after the page is shown."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from qa.answering.step_times import observed
from qa.errors import LibraryError, QaError
from qa.example_questions import SUGGESTIONS, example_questions
from qa.feedback import Feedback, store_feedback, stored_feedback
from qa.library import AddProgress, FilterArguments, Library, Statistics
from qa.messages import Message, message_of
from qa.search import hits
from qa.terminal_progress import add_progress
from qa.types import Answer, DocumentContents, DocumentSummary, Hit
from qa.web.events import QUESTIONS_WAITING
from qa.web.guards.fair_turns import ANYONE, Client, FairTurns
from qa.web.library_links import LibraryLink
from qa.web.question_desk import QuestionDesk
from qa.web.service_observers import ServiceObservers
from qa.web.uploads import Uploads

_log = logging.getLogger(__name__)

_ANSWERED_AT_ONCE = 2
"""number of questions answered at the same time; more would compete for the model in random order"""
_GARBAGE_THRESHOLD = 10_000
"""number of new objects after which the garbage collector looks through them"""


class Service:
    """A library with a thread that loads the model and adds the first documents to a new library.

    Args:
        library: an open library.
        first_documents: folder to add if nothing was ever added to the library; ``None`` or a folder that does not
            exist adds nothing.
        read_only: whether the page may only ask.
        stores_feedback: whether feedback is stored.
    """

    def __init__(
        self, library: Library, first_documents: Path | None, read_only: bool = False, stores_feedback: bool = True
    ) -> None:
        self.library = library
        self.read_only = read_only
        self._stores_feedback = stores_feedback
        self.progress: AddProgress | None = None
        """progress of the preparation (rebuilt indexes, then the first documents); ``None`` before either begins"""
        self._first_documents = first_documents
        self._failure: QaError | None = None
        self._ready = threading.Event()
        self._turns = FairTurns(_ANSWERED_AT_ONCE, QUESTIONS_WAITING)
        self._thread = threading.Thread(target=self._prepare, name="prepare library", daemon=True)
        self._examples: tuple[int, tuple[str, ...]] = (-1, ())
        self._examples_lock = threading.Lock()
        self._documents: tuple[int, tuple[DocumentSummary, ...]] = (-1, ())
        self.observers = ServiceObservers()
        self.name = ""
        """the name of the library on this server"""
        self.links: tuple[LibraryLink, ...] = ()
        """links to the libraries of the server, for the bar above the page"""
        self.root_path = ""
        """the path under which a proxy serves the page; empty for none"""
        self._additions = 0
        self._additions_lock = threading.Lock()

    @property
    def folder(self) -> Path:
        """Folder of the library; the page must not disclose it."""
        return self.library.folder

    @cached_property
    def uploads(self) -> Uploads:
        """The uploaded files and the deletions that can be undone; the page and the HTTP API share them."""
        return Uploads(self.library)

    @cached_property
    def desk(self) -> QuestionDesk:
        """The open questions and the pins, the same for the page and the HTTP API."""
        return QuestionDesk(self.library, self.observers)

    @property
    def stores_feedback(self) -> bool:
        """Whether feedback is stored."""
        return self._stores_feedback

    @property
    def is_ready(self) -> bool:
        """Whether the library answers questions, and at once: the model is loaded, and there is no :attr:`problem`."""
        return self._ready.is_set() and self.problem is None

    @property
    def problem(self) -> QaError | None:
        """Why no question can be answered: the library failed to get ready, has another model by now, or is damaged.

        The value is ``None`` without a problem, and while the library is getting ready.
        """
        if self._failure or not self._ready.is_set():
            return self._failure
        try:
            self.library.check_model()
        except LibraryError as error:
            return error
        return None

    @property
    def waiting(self) -> int:
        """The number of questions that wait for a turn."""
        return self._turns.waiting

    def start(self) -> None:
        """Start the thread that gets the library ready."""
        self._thread.start()

    def wait(self, seconds: float | None) -> bool:
        """Wait until the preparation of the library has ended, in success or failure; return whether it has ended.

        Args:
            seconds: maximum time to wait; ``None`` for no limit.
        """
        return self._ready.wait(seconds)

    def ask(
        self,
        question: str,
        earlier: Sequence[str] = (),
        narrow: bool = True,
        filters: FilterArguments | None = None,
        *,
        client: Client = ANYONE,
        k: int = 5,
    ) -> Answer:
        """Answer a question with :meth:`Library.ask` once the library is ready and it is the client's turn.

        A reply to small talk suggests questions that the library answers.

        Args:
            question: the question.
            earlier: the questions searched for before in the same conversation, oldest first.
            narrow: whether the filters that the question itself names apply.
            filters: the filters set beside the question; ``None`` for none.
            client: who asks; clients take turns.
            k: maximum number of passages to return.

        Raises:
            QaError: the question cannot be answered, too many questions wait, or the library failed to get ready.
        """
        begun, answer = time.perf_counter(), None
        try:
            with self.turn(client), observed(self.observers.step):
                answer = self.library.ask(question, k, earlier, narrow=narrow, **(filters or {}))
        finally:
            self.observers.answered(question, answer)
        self.observers.step("total", time.perf_counter() - begun)
        if answer.kind.is_small_talk:
            return replace(answer, suggestions=self.examples()[:SUGGESTIONS])
        return answer

    def retrieve(
        self, question: str, k: int, filters: FilterArguments | None = None, client: Client = ANYONE
    ) -> tuple[Hit, ...]:
        """Return up to ``k`` passages, best first, once the library is ready; the arguments are those of :meth:`ask`.

        Raises:
            QaError: as for :meth:`ask`.
        """
        with self.turn(client):
            return self.library.retrieve(question, k, **(filters or {}))

    def scored(
        self, question: str, k: int, filters: FilterArguments | None = None, client: Client = ANYONE
    ) -> list[tuple[Hit, float]]:
        """Return up to ``k`` passages, best first, with scores from 0 to 1 that are comparable between questions.

        A score states how much of the question the passage covers. A passage that covers more than a better-ranked
        passage gets the score of that passage, so that scores never rise. The arguments are those of :meth:`ask`.

        Raises:
            QaError: as for :meth:`ask`.
        """
        with self.turn(client):
            ranked = self.library.ranking(question, **(filters or {})).passages[:k]
        scores = accumulate((round(passage.covered, 4) for passage in ranked), min)
        return list(zip(hits(ranked), scores, strict=True))

    @contextmanager
    def turn(self, client: Client) -> Iterator[None]:
        """Wait for a client's turn to use the model, and until the library is ready; hold the turn during the context.

        Raises:
            QaError: too many questions wait, or the library failed to get ready.
        """
        begun = time.perf_counter()
        with self._turns.turn(client):
            self.observers.step("wait", time.perf_counter() - begun)
            self._ready.wait()
            if self._failure:
                raise self._failure
            yield

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return the documents of the library, in the order of addition; they are read again if the library changes."""
        generation = self.library.generation
        cached, documents = self._documents
        if cached != generation:
            documents = self.library.documents()
            self._documents = (generation, documents)
        return documents

    def document(self, document_id: int) -> DocumentContents:
        """Return a document with its text.

        Raises:
            LibraryError: the library has no such document.
        """
        return self.library.document(document_id)

    def statistics(self) -> Statistics:
        """Return the size of the library."""
        return self.library.statistics()

    def examples(self) -> tuple[str, ...]:
        """Wait until the library is ready; return questions that it answers, made from its own documents.

        The examples change with the library, but not while documents are being added, because new ones take many
        searches. The result is empty if the library failed to get ready.
        """
        self._ready.wait()
        if self._failure:
            return ()
        with self._examples_lock:
            cached, examples = self._examples
            generation = self.library.generation
            if cached != generation and (cached < 0 or not self._additions):
                # The page of a damaged library must open too; questions about its documents then explain what to do.
                with suppress(LibraryError):
                    examples = example_questions(self.library)
                self._examples = (generation, examples)
            return examples

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Mark that documents are being added, for :meth:`examples`, until the context ends."""
        with self._additions_lock:
            self._additions += 1
        try:
            yield
        finally:
            with self._additions_lock:
                self._additions -= 1

    def store_feedback(self, feedback: Feedback) -> None:
        """Store the feedback on an answer.

        Raises:
            LibraryError: the feedback cannot be stored, or this page stores no feedback.
        """
        if not self._stores_feedback:
            raise LibraryError(Message("这里不收集反馈。要收集，请管理员设环境变量 QA_READ_ONLY_FEEDBACK=1 后重新启动"))
        store_feedback(self.library.folder, feedback)
        self.observers.judged(feedback)

    def feedback(self) -> tuple[Feedback, ...]:
        """Return all stored feedback, oldest first.

        Raises:
            LibraryError: the feedback cannot be read.
        """
        return stored_feedback(self.library.folder)

    def _prepare(self) -> None:
        try:
            with add_progress() as show:
                self._get_ready(show)
        except QaError as error:
            self._failure = error
        except Exception as error:
            # Any failure must reach the readers who wait; otherwise they would wait for ever.
            _log.exception("cannot prepare the library")
            self._failure = LibraryError(
                Message("资料没有准备好：{error}。详情见启动本程序的终端", error=message_of(error))
            )
        finally:
            self._ready.set()

    def _get_ready(self, show: Callable[[AddProgress], None]) -> None:
        def on_progress(progress: AddProgress) -> None:
            self.progress = progress
            show(progress)

        self.library.load_model(on_progress)
        # Freeze the long-lived objects so that the garbage collector skips them: looking through millions of objects
        # takes a third of a second in the midst of an answer.
        gc.freeze()
        # Requests leave cycles that hold sockets and buffers, 20 MB of them with the high threshold of the start.
        gc.set_threshold(_GARBAGE_THRESHOLD)
        if self.library.generation == 0 and self._first_documents and self._first_documents.is_dir():
            for refusal in self.library.add(self._first_documents, on_progress=on_progress).refused:
                _log.warning("%s", refusal.reason)


class ReadersService(Service):
    """The service of a library for the page of users who may only ask.

    Args:
        service: the service of the library.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self.read_only = True

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of ``service``; Python calls this for attributes that this object lacks."""
        return getattr(self._service, name)
