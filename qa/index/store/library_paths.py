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
    def replaced_uploads(self) -> Path:
        """Return the folder that keeps replaced originals while the uploads are being changed, and is then deleted."""
        return self.uploads / ".before"

    @property
    def uncited_uploads(self) -> Path:
        """Return the folder of the originals that no document cites any more, for a person to decide on."""
        return self.folder / "未引用的上传"

    @property
    def uploads_lock(self) -> Path:
        """Return the path of the lock that an upload, a deletion, or the undoing of a deletion holds."""
        return self.folder / "uploads.lock"

    @property
    def feedback(self) -> Path:
        """Return the path of the file with the users' feedback on answers."""
        return self.folder / "feedback.jsonl"

    @property
    def pins(self) -> Path:
        """Return the path of the file with the pins, the texts that people chose as answers."""
        return self.folder / "pins.jsonl"

    @property
    def open_questions(self) -> Path:
        """Return the path of the log of unanswered and disliked questions."""
        return self.folder / "open_questions.jsonl"


def may_write(path: Path) -> bool:
    """Return whether this process may change a file or folder; False also on read-only media."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
