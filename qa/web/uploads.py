"""Files that come through the page: kept in the library's folder, so that their citations name a file that stays."""

import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from qa.errors import LibraryError
from qa.library import AddProgress, Library
from qa.reading import split_member
from qa.types import AddReport, DocumentSummary

_FOLDER = "uploads"


class Uploads:
    """The uploaded files of a library.

    Args:
        library: that they are added to.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / _FOLDER
        self._one_at_a_time = threading.Lock()

    def receive(self, files: Sequence[Path], on_progress: Callable[[AddProgress], None]) -> AddReport:
        """Take files into the library; one with the name of an earlier upload replaces it.

        A file that is refused leaves nothing behind, and what it should have replaced stays.

        Args:
            files: where the page's server has put them; they are copied.
            on_progress: as of :meth:`Library.add`.

        Raises:
            LibraryError: the library cannot be written, or another process is changing it.
        """
        with self._one_at_a_time:
            return self._receive(files, on_progress)

    def _receive(self, files: Sequence[Path], on_progress: Callable[[AddProgress], None]) -> AddReport:
        before = self._folder / ".before"
        placed = []
        try:
            before.mkdir(parents=True, exist_ok=True)
            for file in files:
                target = self._folder / file.name
                if target.exists():
                    target.replace(before / file.name)
                shutil.copyfile(file, target)
                placed.append(target)
            report = self._library.add(*placed, on_progress=on_progress)
            for refusal in report.refused:
                self._take_back(Path(refusal.source), before)
        except OSError as error:
            raise LibraryError(f"上传的文件存不了：{self._folder}（{error}）。请检查磁盘空间和权限") from error
        finally:
            shutil.rmtree(before, ignore_errors=True)
        return report

    def delete(self, document_id: int) -> DocumentSummary:
        """Remove a document from the library; its files stay until the next deletion, for :meth:`restore`.

        Raises:
            LibraryError: there is no such document, or another process is changing the library.
        """
        self.forget_deleted()
        summary = self._library.document(document_id).summary
        self._library.remove(document_id)
        return summary

    def restore(self, summary: DocumentSummary) -> AddReport:
        """Take a document that was deleted back into the library, from its files.

        Raises:
            LibraryError: the library cannot be written, or another process is changing it.
        """
        return self._library.add(*{split_member(Path(source))[0] for source in summary.sources})

    def forget_deleted(self) -> None:
        """Delete the uploaded files that no document comes from any more."""
        if not self._folder.is_dir():
            return
        used = {split_member(Path(source))[0] for summary in self._library.documents() for source in summary.sources}
        for file in self._folder.iterdir():
            if file.is_file() and file not in used:
                file.unlink(missing_ok=True)

    def _take_back(self, source: Path, before: Path) -> None:
        target = split_member(source)[0]
        if target.parent != self._folder or target != source:
            return
        target.unlink(missing_ok=True)
        if (before / target.name).exists():
            (before / target.name).replace(target)
