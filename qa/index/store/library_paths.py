"""The files and folders of a library."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The paths of the parts of a library in its folder."""

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

    @property
    def uploads(self) -> Path:
        """Return the folder of the uploaded originals."""
        return self.folder / "uploads"

    @property
    def feedback(self) -> Path:
        """Return the path of the file with the judgements from the page."""
        return self.folder / "feedback.jsonl"


def may_write(path: Path) -> bool:
    """Return whether this process may change a file or folder; False also on read-only media."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
