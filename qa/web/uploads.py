"""Files that come through the page: kept in the library's folder, so that their citations name a file that stays."""

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from qa.errors import LibraryError
from qa.library import AddProgress, Library
from qa.messages import Message
from qa.reading import split_member, too_large_message
from qa.types import AddReport, DocumentContents, DocumentSummary, Refusal

_FOLDER = "uploads"
_UNDOABLE = 20
NOT_SENT = b"gongwen-qa: too large to be sent"
"""what the page sends in place of a file that is too large"""


class Uploads:
    """The uploaded files of a library.

    Args:
        library: that they are added to.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / _FOLDER
        self._before = self._folder / ".before"
        self._trash = self._folder / ".trash"
        self._deleted: dict[int, DocumentContents] = {}
        """what can be restored, the latest last; its files lie in the trash, in a folder named by its number"""
        self._one_at_a_time = threading.Lock()
        self._empty_trash()

    def receive(self, files: Sequence[Path], on_progress: Callable[[AddProgress], None]) -> AddReport:
        """Take files into the library; one with the name of an earlier upload replaces it.

        Of files with the same name, the second and those after it get a number. A file that is refused leaves nothing
        behind, and what it should have replaced stays.

        Args:
            files: where the page's server has put them; they are copied. One that holds :data:`NOT_SENT` is refused.
            on_progress: as of :meth:`Library.add`.

        Raises:
            LibraryError: the library cannot be written, or another process is changing it.
        """
        too_large = [file for file in files if was_not_sent(file)]
        with self._one_at_a_time:
            placed: list[Path] = []
            try:
                self._before.mkdir(parents=True, exist_ok=True)
                for file in files:
                    if file in too_large:
                        continue
                    placed.append(self._place(file, placed))
                report = self._library.add(*placed, on_progress=on_progress)
            except OSError as error:
                self._take_back(placed)
                raise LibraryError(Message("上传的文件存不了。请检查服务器的磁盘空间和权限")) from error
            except BaseException:
                self._take_back(placed)
                raise
            else:
                refused = {Path(refusal.source) for refusal in report.refused}
                used = self._files(self._library.documents())
                self._take_back(file for file in placed if file in refused or file not in used)
                limit = self._library.settings.file_bytes
                unsent = tuple(Refusal(file.name, too_large_message(file.name, limit)) for file in too_large)
                return replace(report, refused=(*report.refused, *unsent))
            finally:
                shutil.rmtree(self._before, ignore_errors=True)

    def delete(self, document_id: int) -> DocumentSummary:
        """Remove a document from the library; it and its uploaded files are kept for :meth:`restore`.

        Only the latest deletions can be undone, and not after the server has been started anew.

        Raises:
            LibraryError: there is no such document, or another process is changing the library.
        """
        with self._one_at_a_time:
            contents = self._library.document(document_id)
            files = self._files([contents.summary])
            self._library.remove(document_id)
            self._deleted[document_id] = contents
            for oldest in tuple(self._deleted)[:-_UNDOABLE]:
                del self._deleted[oldest]
            trash = self._trash / str(document_id)
            for file in files - self._files(self._library.documents()):
                with suppress(OSError):
                    trash.mkdir(parents=True, exist_ok=True)
                    file.replace(trash / file.name)
            self._empty_trash()
            return contents.summary

    def restore(self, summary: DocumentSummary) -> None:
        """Take a document that was deleted back into the library, as it was, and nothing else.

        Raises:
            LibraryError: it was deleted too long ago, its files are other documents by now, or another process is
                changing the library.
        """
        with self._one_at_a_time:
            contents = self._deleted.get(summary.id)
            if contents is None:
                raise LibraryError(
                    Message(
                        "《{title}》恢复不了：只留着最近删除的 {count} 份。请重新上传",
                        title=summary.metadata.title,
                        count=_UNDOABLE,
                    )
                )
            self._library.restore(contents)
            del self._deleted[summary.id]
            for file in (self._trash / str(summary.id)).glob("*"):
                target = self._folder / file.name
                if not target.exists():
                    with suppress(OSError):
                        file.replace(target)
            self._empty_trash()

    def _place(self, file: Path, placed: Sequence[Path]) -> Path:
        """Copy a file into the folder; what it replaces is kept until the end."""
        target = self._folder / file.name
        if target in placed:
            numbered = (self._folder / f"{file.stem} ({number}){file.suffix}" for number in count(2))
            target = next(other for other in numbered if other not in placed and not other.exists())
        if target.exists():
            target.replace(self._before / target.name)
        try:
            shutil.copyfile(file, target)
        except OSError:
            self._take_back([target])
            raise
        return target

    def _take_back(self, placed: Iterable[Path]) -> None:
        for target in placed:
            with suppress(OSError):
                target.unlink(missing_ok=True)
                if (self._before / target.name).exists():
                    (self._before / target.name).replace(target)

    def _files(self, documents: Iterable[DocumentSummary]) -> set[Path]:
        """The uploaded files that documents come from."""
        files = {split_member(Path(source))[0] for summary in documents for source in summary.sources}
        return {file for file in files if file.parent == self._folder}

    def _empty_trash(self) -> None:
        """Forget the files of what cannot be restored any more."""
        for folder in self._trash.glob("*"):
            if not (folder.name.isdecimal() and int(folder.name) in self._deleted):
                shutil.rmtree(folder, ignore_errors=True)


def was_not_sent(file: Path) -> bool:
    """Whether a file that came is only what the page sends in place of one that is too large."""
    try:
        return file.stat().st_size == len(NOT_SENT) and file.read_bytes() == NOT_SENT
    except OSError:
        return False
