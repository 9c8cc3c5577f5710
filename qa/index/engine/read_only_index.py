"""Open a tantivy index in a folder that may not be written: tantivy makes its lock files beside the index."""

import tempfile
from contextlib import suppress
from pathlib import Path


class LinkedIndex:
    """A temporary folder with links to the files of an index. It is deleted with the object.

    Args:
        folder: the folder of the index.

    Raises:
        OSError: no temporary folder can be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._temporary = tempfile.TemporaryDirectory(prefix="gongwen-qa-", ignore_cleanup_errors=True)
        self.path = Path(self._temporary.name)
        self.refresh()

    def refresh(self) -> None:
        """Link the files that another process has added since."""
        for file in self._folder.iterdir():
            if file.suffix != ".lock":
                with suppress(FileExistsError):
                    (self.path / file.name).symlink_to(file)
