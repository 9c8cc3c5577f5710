"""Where the parts of a library lie."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """Where the parts of a library lie in its folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "library.sqlite"

    @property
    def lexical(self) -> Path:
        """The folder of the lexical index."""
        return self.folder / "lexical"

    @property
    def vectors(self) -> Path:
        """The file of the vector index."""
        return self.folder / "vectors.faiss"
