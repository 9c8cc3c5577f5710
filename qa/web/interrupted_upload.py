"""Repair the upload folder of a library after its server was killed: keep the files that the library cites."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from qa.index.store import LibraryPaths
from qa.library import Library
from qa.web.cited_uploads import CitedUploads
from qa.web.uncited_uploads import UncitedUploads

_UNSETTLED = "unsettled"


def note_unsettled(before: Path, files: Iterable[Path]) -> None:
    """Record the uploads that a change is about to add or delete.

    After an interruption, :class:`UploadRecovery` deletes the recorded uploads that no document cites.

    Args:
        before: the folder of the replaced uploads (:attr:`LibraryPaths.replaced_uploads`).
        files: the uploads.

    Raises:
        OSError: the folder cannot be written.
    """
    (before / _UNSETTLED).mkdir(parents=True, exist_ok=True)
    for file in files:
        (before / _UNSETTLED / file.name).touch()


class UploadRecovery:
    """Make the upload folder agree with the library. No other thread or process may change the folder meanwhile.

    Args:
        library: the library.
        trash: the folder with the files of deleted documents, in a subfolder for each deletion.
    """

    def __init__(self, library: Library, trash: Path) -> None:
        paths = LibraryPaths(library.folder)
        self._library = library
        self._folder = paths.uploads
        self._before = paths.replaced_uploads
        self._trash = trash
        self._cited = CitedUploads(library, paths.uploads)
        self._uncited = UncitedUploads(paths.uncited_uploads)

    def run(self) -> None:
        """Recover the files that documents cite, and move or delete the others.

        A file that no document cites is deleted if an interrupted change was adding or deleting it, and set aside
        otherwise.

        Raises:
            LibraryError: an archive that was only partly replaced cannot be added again; no data is lost.
            OSError: a file cannot be moved.
        """
        for kept in self._files_in([self._before]):
            self._decide(kept, self._folder / kept.name)
        # A killed restoration leaves files in the trash which the library cites again.
        for kept in self._files_in(sorted(self._trash.glob("*"))):
            target = self._folder / kept.name
            if target in self._cited and not target.exists():
                kept.replace(target)
        unsettled = {noted.name for noted in self._files_in([self._before / _UNSETTLED])}
        for file in self._files_in([self._folder]):
            if file in self._cited or file.name.startswith("."):
                continue
            if file.name in unsettled:
                file.unlink()
            else:
                self._uncited.keep(file)
        self._uncited.give_back(self._cited, self._folder)

    def _decide(self, kept: Path, target: Path) -> None:
        """Choose between a replaced upload (``kept``) and its new version (``target``).

        The version with the cited content stays; if there is no new version, the replaced upload is put back. If
        neither has all cited content, because an archive was replaced only in part, the new version is added to the
        library.
        """
        has_cited = self._cited.has_content
        if not target.exists() or (not has_cited(target, target) and has_cited(kept, target)):
            kept.replace(target)
        elif not has_cited(target, target):
            # Some files of this archive were replaced already, so replace the rest too.
            self._library.add(target)

    @staticmethod
    def _files_in(folders: Iterable[Path]) -> Iterator[Path]:
        for folder in folders:
            if folder.is_dir():
                yield from (file for file in sorted(folder.iterdir()) if file.is_file())
