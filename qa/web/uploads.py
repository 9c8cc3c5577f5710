"""Store uploaded files in the folder of the library, so that citations refer to files that remain available."""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from qa.errors import LibraryError
from qa.index.store import LibraryPaths
from qa.library import AddProgress, Library
from qa.messages import Message
from qa.reading import path_on_disk, split_member, too_large_message
from qa.types import AddReport, DocumentContents, DocumentSummary, Refusal
from qa.web.cited_uploads import CitedUploads
from qa.web.gradio_fixes.upload_limit import is_placeholder
from qa.web.interrupted_upload import UploadRecovery, note_unsettled
from qa.web.uncited_uploads import UncitedUploads

_CANNOT_STORE = Message("上传的文件存不了。请检查服务器的磁盘空间和权限")
_UNDO_LIMIT = 20


class Uploads:
    """The uploaded files of a library.

    Creating the object recovers an interrupted upload and empties the trash, unless another server of the same library
    is changing the files.

    Args:
        library: the library to which the files are added.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._paths = LibraryPaths(library.folder)
        self._folder = self._paths.uploads
        self._before = self._paths.replaced_uploads
        self._trash = self._folder / ".trash"
        self._deleted: dict[int, tuple[DocumentContents, ...]] = {}
        """the documents of each deleted file that can be restored, the latest deletion last

        The key is the number of the file's first document; a folder of this name in the trash holds the file.
        """
        self._lock = threading.Lock()
        # Another server of the same library may be in the middle of an upload, and recovers by itself.
        with suppress(LibraryError), self._alone(timeout=0):
            self._recover()
            self._empty_trash()

    def receive(
        self,
        files: Sequence[Path],
        on_progress: Callable[[AddProgress], None],
        stopped: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Add files to the library; a file with the name of an earlier upload replaces that upload.

        If several of the files have the same name, all but the first get a number. A refused file leaves nothing
        behind, and the upload that it should have replaced stays.

        Args:
            files: the files in the page server's temporary folder; they are copied. A placeholder of a file that was
                too large (:mod:`qa.web.gradio_fixes.upload_limit`) is refused.
            on_progress: as for :meth:`Library.add`.
            stopped: as for :meth:`Library.add`.

        Raises:
            LibraryError: the files cannot be stored, the library cannot be written, or another process is changing it.
        """
        too_large = [file for file in files if is_placeholder(file)]
        with self._alone():
            if self._before.exists():
                self._recover()
            try:
                report = self._add_copies([file for file in files if file not in too_large], on_progress, stopped)
            finally:
                shutil.rmtree(self._before, ignore_errors=True)
        limit = self._library.settings.file_bytes
        oversized = (Refusal(file.name, too_large_message(file.name, limit)) for file in too_large)
        return replace(report, refused=(*report.refused, *oversized))

    @property
    def deleted(self) -> tuple[DocumentSummary, ...]:
        """The documents that can be restored, latest last."""
        return tuple(contents.summary for parts in self._deleted.values() for contents in parts)

    def delete(self, document_id: int) -> tuple[DocumentSummary, ...]:
        """Remove a document from the library, with the other documents of its compilation.

        The documents and their uploaded files are kept for :meth:`restore`. Only the latest deletions can be undone,
        and none after a restart of the server.

        Returns:
            The documents that were removed, in their order in the file: several for a compilation.

        Raises:
            LibraryError: the library has no such document or cannot be written, or another process is changing it.
        """
        with self._alone():
            numbers = self._library.documents_of_file(document_id) or (document_id,)
            parts = tuple(map(self._library.document, numbers))
            summaries = tuple(contents.summary for contents in parts)
            files = self._files(summaries)
            with self._deleting(files):
                self._library.remove(document_id)
                self._deleted[numbers[0]] = parts
                for oldest in tuple(self._deleted)[:-_UNDO_LIMIT]:
                    del self._deleted[oldest]
                self._move_to_trash(numbers[0], files - self._files(self._library.documents()))
            return summaries

    @contextmanager
    def _deleting(self, files: Iterable[Path]) -> Iterator[None]:
        """Note the files that the context deletes, so that they are not kept as uncited if the server is killed."""
        if self._before.exists():
            # An interrupted upload that could not be recovered yet needs its notes.
            yield
            return
        try:
            # On a full disk it cannot be noted, but removing documents must still be possible.
            with suppress(OSError):
                note_unsettled(self._before, files)
            yield
        finally:
            shutil.rmtree(self._before, ignore_errors=True)

    def _move_to_trash(self, number: int, files: Iterable[Path]) -> None:
        trash = self._trash / str(number)
        for file in files:
            with suppress(OSError):
                trash.mkdir(parents=True, exist_ok=True)
                file.replace(trash / file.name)
        self._empty_trash()

    def restore(self, summary: DocumentSummary) -> tuple[DocumentSummary, ...]:
        """Add a deleted document to the library again, unchanged, with the other documents of a compilation.

        The other files of an archive stay deleted.

        Returns:
            The documents that were added again.

        Raises:
            LibraryError: the document is not among the latest deletions, its files hold other documents by now, or
                another process is changing the library.
        """
        with self._alone():
            number = next((n for n, parts in self._deleted.items() if summary in [p.summary for p in parts]), None)
            if number is None:
                raise LibraryError(
                    Message(
                        "《{title}》恢复不了：只留着最近删除的 {count} 份。请重新上传",
                        title=summary.metadata.title,
                        count=_UNDO_LIMIT,
                    )
                )
            self._library.restore(*self._deleted[number])
            parts = self._deleted.pop(number)
            for file in (self._trash / str(number)).glob("*"):
                target = self._folder / file.name
                if not target.exists():
                    with suppress(OSError):
                        file.replace(target)
            self._empty_trash()
            return tuple(contents.summary for contents in parts)

    @contextmanager
    def _alone(self, timeout: float = -1) -> Iterator[None]:
        """Hold the lock on the folder, against other threads and other servers of the same library.

        Args:
            timeout: how long to wait for another process, in seconds; -1 to wait until it is done.

        Raises:
            LibraryError: the other process did not finish in time, or the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        with self._lock:
            try:
                lock = FileLock(self._paths.uploads_lock)
                lock.acquire(timeout=timeout)
            except (OSError, Timeout) as error:
                raise LibraryError(_CANNOT_STORE) from error
            try:
                yield
            finally:
                lock.release()

    def _recover(self) -> None:
        """Finish or undo an upload that was interrupted because its server was killed.

        Raises:
            LibraryError: files cannot be moved or read; nothing is lost.
        """
        try:
            UploadRecovery(self._library, self._trash).run()
        except OSError as error:
            raise LibraryError(_CANNOT_STORE) from error
        shutil.rmtree(self._before, ignore_errors=True)

    def _add_copies(
        self,
        files: Sequence[Path],
        on_progress: Callable[[AddProgress], None],
        stopped: Callable[[], bool] | None,
    ) -> AddReport:
        """Copy files into the folder and add the copies; delete the copies that the library does not use.

        Raises:
            LibraryError: the files cannot be copied, or the library cannot be written.
        """
        placed: list[Path] = []
        try:
            cited = CitedUploads(self._library, self._folder)
            for file in files:
                placed.append(self._place(file, placed, cited))
            report = self._library.add(*placed, on_progress=on_progress, stopped=stopped)
        except OSError as error:
            self._undo_copies(placed)
            raise LibraryError(_CANNOT_STORE) from error
        except BaseException:
            self._undo_copies(placed)
            raise
        refused = {path_on_disk(Path(refusal.source)) for refusal in report.refused}
        used = self._files(self._library.documents())
        self._undo_copies(file for file in placed if file in refused or file not in used)
        return report

    def _place(self, file: Path, placed: Sequence[Path], cited: CitedUploads) -> Path:
        """Copy a file into the folder and return the copy.

        An upload of the same name is kept until the files are added. If its content is not what the library cites, it
        may be the only copy and is kept for good (:class:`UncitedUploads`).

        Raises:
            OSError: a file cannot be copied or moved.
        """
        target = self._folder / file.name
        if target in placed:
            numbered = (self._folder / f"{file.stem} ({number}){file.suffix}" for number in count(2))
            target = next(other for other in numbered if other not in placed and not other.exists())
        if target.exists() and not cited.has_content(target, target):
            UncitedUploads(self._paths.uncited_uploads).keep(target)
        # Noted only now, because a file of this name that is noted and not cited is deleted after an interruption.
        note_unsettled(self._before, [target])
        if target.exists():
            target.replace(self._before / target.name)
        try:
            shutil.copyfile(file, target)
        except OSError:
            self._undo_copies([target])
            raise
        return target

    def _undo_copies(self, placed: Iterable[Path]) -> None:
        """Delete copies; put back the uploads that they replaced."""
        for target in placed:
            with suppress(OSError):
                target.unlink(missing_ok=True)
                if (self._before / target.name).exists():
                    (self._before / target.name).replace(target)

    def _files(self, documents: Iterable[DocumentSummary]) -> set[Path]:
        """Return the uploaded files from which documents were made."""
        files = {path_on_disk(split_member(Path(source))[0]) for summary in documents for source in summary.sources}
        return {file for file in files if file.parent == self._folder}

    def _empty_trash(self) -> None:
        """Delete the files of documents that can no longer be restored."""
        for folder in self._trash.glob("*"):
            if not (folder.name.isdecimal() and int(folder.name) in self._deleted):
                shutil.rmtree(folder, ignore_errors=True)
