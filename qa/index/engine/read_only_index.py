"""Open a tantivy index in a read-only folder, although tantivy needs to create lock files beside the index."""

import tempfile
from contextlib import suppress
from pathlib import Path


class LinkedIndex:
    """A temporary folder with links to the files of an index; the folder is deleted together with the object.

    Args:
        folder: the folder of the index.

    Raises:
        OSError: the folder cannot be read, or the temporary folder or a link cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._temporary = tempfile.TemporaryDirectory(prefix="gongwen-qa-", ignore_cleanup_errors=True)
        self.path = Path(self._temporary.name)
        self.refresh()

    def refresh(self) -> None:
        """Add links to the files that another process has created since the last call.

        Raises:
            OSError: the folder cannot be read, or a link cannot be made.
        """
        for file in self._folder.iterdir():
            if file.suffix != ".lock":
                with suppress(FileExistsError):
                    (self.path / file.name).symlink_to(file)
