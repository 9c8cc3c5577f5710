"""The files and folders of a library."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The paths of a library's parts in its folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """Return the path of the SQLite file."""
        return self.folder / "library.sqlite"

    @property
    def lexical(self) -> Path:
        """Return the folder of the lexical index."""
        return self.folder / "lexical"

    @property
    def vectors(self) -> Path:
        """Return the path of the vector index file."""
        return self.folder / "vectors.faiss"
