"""What stands behind the page: a library that gets ready while the page is already shown."""

import threading
from collections.abc import Callable
from pathlib import Path

from qa.errors import QaError
from qa.library import AddProgress, Library
from qa.types import Answer


class Service:
    """A library being made ready in a thread of its own: its model loaded and, when it is new, its first documents added.

    Args:
        library: open already.
        first_documents: a folder to index when nothing was ever added to the library; ``None`` for none.
        on_progress: told how far the indexing has come.
    """

    def __init__(
        self,
        library: Library,
        first_documents: Path | None = None,
        on_progress: Callable[[AddProgress], None] | None = None,
    ) -> None:
        self._library = library
        self._first_documents = first_documents
        self._on_progress = on_progress
        self._progress: AddProgress | None = None
        self._failure: QaError | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._prepare, name="prepare library", daemon=True)

    def start(self) -> None:
        """Begin to get ready."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the library is ready, or could not be made so; whether that is the case."""
        return self._ready.wait(seconds)

    @property
    def status(self) -> str:
        """What it is doing, for a person who waits."""
        progress = self._progress
        if progress is None or not progress.passages_total:
            return "正在加载模型，请稍候…"
        return f"正在建立索引：{progress.passages_done}/{progress.passages_total} 段，请稍候…"

    def ask(self, question: str) -> Answer:
        """Answer a question, when ready.

        Raises:
            QaError: the question cannot be answered, or the library could not be made ready.
        """
        self._ready.wait()
        if self._failure:
            raise self._failure
        return self._library.ask(question)

    def _prepare(self) -> None:
        try:
            self._library.load_model()
            if self._first_documents and self._library.generation == 0:
                self._library.add(self._first_documents, on_progress=self._show)
        except QaError as error:
            self._failure = error
        finally:
            self._ready.set()

    def _show(self, progress: AddProgress) -> None:
        self._progress = progress
        if self._on_progress:
            self._on_progress(progress)
