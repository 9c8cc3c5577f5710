"""What can be set, and where a library lies when nobody says."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from qa.errors import SettingsError

APPLICATION = "gongwen-qa"
_FILE_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a library.

    Raises:
        SettingsError: a length is out of its range.
    """

    model: str | None = None
    """name or folder of a Sentence Transformers model; ``None`` is the bundled one (``QA_MODEL``)"""
    passage_characters: int = 480
    """the longest passage, in characters after NFKC normalisation; shorter where the model reads less"""
    question_characters: int = 1000
    """the longest question that is answered"""
    file_bytes: int = _FILE_BYTES
    """the largest file that is read, and what a zip may unpack to (``QA_FILE_BYTES``)"""

    def __post_init__(self) -> None:
        """Refuse lengths with which nothing could be found."""
        if self.passage_characters < 50:
            raise SettingsError(f"设置 passage_characters 是 {self.passage_characters}，至少应为 50")
        for name in ("question_characters", "file_bytes"):
            if getattr(self, name) < 1:
                raise SettingsError(f"设置 {name} 是 {getattr(self, name)}，至少应为 1")

    @classmethod
    def from_environment(cls) -> Self:
        """The default settings, with what the environment variables ``QA_MODEL`` and ``QA_FILE_BYTES`` say.

        Raises:
            SettingsError: ``QA_FILE_BYTES`` is no number.
        """
        size = os.environ.get("QA_FILE_BYTES") or str(_FILE_BYTES)
        if not size.isdecimal():
            raise SettingsError(f"环境变量 QA_FILE_BYTES 是 {size!r}，应是字节数，如 100000000")
        return cls(model=os.environ.get("QA_MODEL") or None, file_bytes=int(size))


def default_read_only() -> bool:
    """Whether ``QA_READ_ONLY`` says that the page may only ask; not when it is not set.

    Raises:
        SettingsError: it is neither 1 nor 0.
    """
    configured = os.environ.get("QA_READ_ONLY") or "0"
    if configured not in ("0", "1"):
        raise SettingsError(f"环境变量 QA_READ_ONLY 是 {configured!r}，应是 1（网页上只能提问）或 0")
    return configured == "1"


def default_library_path() -> Path:
    """The folder in ``QA_LIBRARY`` if that is set, else one in the user's data folder."""
    from platformdirs import user_data_path

    configured = os.environ.get("QA_LIBRARY")
    return Path(configured) if configured else user_data_path(APPLICATION) / "library"
