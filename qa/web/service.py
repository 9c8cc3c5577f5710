"""What stands behind the page: a library that gets ready while the page is already shown."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from qa.errors import LibraryError, QaError
from qa.library import AddProgress, Library
from qa.progress import add_progress
from qa.types import Answer

_log = logging.getLogger(__name__)


class Service:
    """A library that a thread of its own makes ready: loads the model and gives a new library its first documents.

    Args:
        library: open already.
        first_documents: a folder to index when nothing was ever added to the library; none if it does not exist.
    """

    def __init__(self, library: Library, first_documents: Path) -> None:
        self._library = library
        self._first_documents = first_documents
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
            return "正在准备资料，请稍候…"
        return f"正在准备资料，已完成 {progress.passages_done}/{progress.passages_total} 段，请稍候…"

    def ask(self, question: str, earlier: Sequence[str] = (), narrow: bool = True) -> Answer:
        """Answer a question, when ready; the arguments are those of :meth:`Library.ask`.

        Raises:
            QaError: the question cannot be answered, or the library could not be made ready.
        """
        self._ready.wait()
        if self._failure:
            raise self._failure
        return self._library.ask(question, earlier=earlier, narrow=narrow)

    def _prepare(self) -> None:
        try:
            self._library.load_model()
            if self._library.generation == 0 and self._first_documents.is_dir():
                self._add_first_documents()
        except QaError as error:
            self._failure = error
        except Exception as error:
            # Whatever it is, a person who waits must hear of it, or they would wait for ever.
            _log.exception("cannot prepare the library")
            self._failure = LibraryError(f"资料没有准备好：{error}。详情见启动本程序的终端")
        finally:
            self._ready.set()

    def _add_first_documents(self) -> None:
        with add_progress() as show:

            def on_progress(progress: AddProgress) -> None:
                self._progress = progress
                show(progress)

            report = self._library.add(self._first_documents, on_progress=on_progress)
        for refusal in report.refused:
            _log.warning("%s", refusal.reason)
