"""Keep uploaded files that no document cites, in a folder of the library that a person can look through.

They may be the only copies: after an older database was copied over a newer one, no document cites the originals of the
newer documents.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from qa.web.cited_uploads import CitedUploads


class UncitedUploads:
    """The folder of the files that were set aside, with a subfolder for each day.

    A day has several subfolders if files with the same name were set aside on it.

    Args:
        folder: the folder; it is created for the first file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: Path) -> None:
        """Move a file into today's subfolder.

        Raises:
            OSError: the file cannot be moved.
        """
        day = f"{datetime.now():%Y-%m-%d}"
        folders = (self._folder / (day if number == 1 else f"{day} ({number})") for number in count(1))
        target = next(folder / file.name for folder in folders if not (folder / file.name).exists())
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)

    def give_back(self, cited: CitedUploads, uploads: Path) -> None:
        """Move back the files that the library cites again and that ``uploads`` lacks; remove empty folders.

        This happens, for example, when the newer database was put back.

        Raises:
            OSError: a file cannot be moved.
        """
        for kept in list(self._files()):
            target = uploads / kept.name
            if not target.exists() and cited.has_content(kept, target):
                kept.replace(target)
        for folder in (*self._subfolders(), self._folder):
            # Only an empty folder is removed.
            with suppress(OSError):
                folder.rmdir()

    def _subfolders(self) -> list[Path]:
        return sorted(self._folder.iterdir(), reverse=True) if self._folder.is_dir() else []

    def _files(self) -> Iterator[Path]:
        for folder in self._subfolders():
            if folder.is_dir():
                yield from (file for file in sorted(folder.iterdir()) if file.is_file())
