"""Repair the upload folder of a library after its server was killed: keep the files that the library cites."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from qa.errors import ReadingError
from qa.library import Library
from qa.reading import content_hash, path_on_disk, read_bytes


class UploadRecovery:
    """Make the upload folder agree with the library. No other thread or process may change the folder meanwhile.

    Args:
        library: the library.
        folder: its uploads.
        before: the folder with the files that the upload replaces; it exists only while the upload runs.
        trash: the folder with the files of deleted documents, in a subfolder for each.
    """

    def __init__(self, library: Library, folder: Path, before: Path, trash: Path) -> None:
        self._library = library
        self._folder = folder
        self._before = before
        self._trash = trash
        self._cited: dict[Path, dict[str, int]] = {}
        """for each uploaded file, the cited paths in it with the numbers of their documents"""
        for summary in library.documents():
            for source in summary.sources:
                path = path_on_disk(Path(source))
                if path.is_relative_to(folder):
                    # The file itself may be missing, so the path alone says where a member of an archive lies.
                    file = folder / path.relative_to(folder).parts[0]
                    self._cited.setdefault(file, {})[str(path)] = summary.id

    def run(self) -> None:
        """Recover the files.

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
        for file in self._files_in([self._folder]):
            if file not in self._cited and not file.name.startswith("."):
                file.unlink()

    def _decide(self, kept: Path, target: Path) -> None:
        """Choose between a file and the version that was about to replace it."""
        if not target.exists() or (not self._is_cited(target, target) and self._is_cited(kept, target)):
            kept.replace(target)
        elif not self._is_cited(target, target):
            # Some files of this archive were replaced already, so replace the rest too.
            self._library.add(target)

    def _is_cited(self, content: Path, target: Path) -> bool:
        """Return whether a file has the content that the library cites under the name of ``target``."""
        cited = self._cited.get(target, {})
        for source, document_id in cited.items():
            inside = Path(source).relative_to(target)
            with suppress(ReadingError):
                expected = self._library.document(document_id).content_hash
                if content_hash(read_bytes(content / inside)) == expected:
                    continue
            return False
        return bool(cited)

    @staticmethod
    def _files_in(folders: Iterable[Path]) -> Iterator[Path]:
        for folder in folders:
            if folder.is_dir():
                yield from (file for file in sorted(folder.iterdir()) if file.is_file())
