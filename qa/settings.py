"""Settings, and the environment variables they are read from (``docs/settings.md``)."""

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
        SettingsError: a number is too small.
    """

    model: str | None = None
    """name or folder of a Sentence Transformers model; ``None`` selects the bundled model (``QA_MODEL``)"""
    reads: bool = True
    """whether the first passages are read and ranked anew, sentence by sentence and then together with the question
    (``QA_READER``)"""
    reranker: str | None = None
    """folder of a cross-encoder of Sentence Transformers that ranks the first passages anew in place of that reading
    (``QA_RERANKER``); not used if ``reads`` is False"""
    passage_characters: int = 480
    """maximum length of a passage in characters after NFKC, at least 50; a model that reads less lowers it"""
    question_characters: int = 1000
    """maximum length of a question in characters"""
    file_bytes: int = _FILE_BYTES
    """maximum size of a file, and of the unpacked content of a zip file, in bytes (``QA_FILE_BYTES``)"""
    everyday_words: Path | None = None
    """file with further everyday words and their official synonyms (``QA_EVERYDAY_WORDS``); ``None`` for no file"""

    def __post_init__(self) -> None:
        """Check that each limit is large enough to read documents and answer questions.

        Raises:
            SettingsError: a limit is too small.
        """
        if self.passage_characters < 50:
            raise SettingsError(f"设置 passage_characters 是 {self.passage_characters}，至少应为 50")
        for name in ("question_characters", "file_bytes"):
            if getattr(self, name) < 1:
                raise SettingsError(f"设置 {name} 是 {getattr(self, name)}，至少应为 1")

    @classmethod
    def from_environment(cls) -> Self:
        """Return the default settings, changed by the environment variables of ``docs/settings.md``.

        Raises:
            SettingsError: ``QA_FILE_BYTES`` is not a positive number of bytes, or ``QA_READER`` is neither on nor off.
        """
        size = os.environ.get("QA_FILE_BYTES") or str(_FILE_BYTES)
        if not size.isdecimal():
            raise SettingsError(f"环境变量 QA_FILE_BYTES 是 {size!r}，应是字节数，如 100000000")
        reader = os.environ.get("QA_READER") or "on"
        if reader not in ("on", "off"):
            raise SettingsError(f"环境变量 QA_READER 是 {reader!r}，应是 on（细读前几段）或 off（不细读）")
        own_words = os.environ.get("QA_EVERYDAY_WORDS")
        return cls(
            model=os.environ.get("QA_MODEL") or None,
            reads=reader == "on",
            reranker=os.environ.get("QA_RERANKER") or None,
            file_bytes=int(size),
            everyday_words=Path(own_words) if own_words else None,
        )


def default_read_only() -> bool:
    """Return True if ``QA_READ_ONLY`` is 1, which restricts the page to asking; False if it is 0, empty or unset.

    Raises:
        SettingsError: the variable has another value.
    """
    return flag("QA_READ_ONLY", "网页上只能提问")


def flag(variable: str, meaning: str) -> bool:
    """Return True if an environment variable is 1, False if it is 0, empty or unset.

    Args:
        variable: the name of the variable.
        meaning: the meaning of the value 1, for the error message.

    Raises:
        SettingsError: the variable has another value.
    """
    configured = os.environ.get(variable) or "0"
    if configured not in ("0", "1"):
        raise SettingsError(f"环境变量 {variable} 是 {configured!r}，应是 1（{meaning}）或 0")
    return configured == "1"


def default_library_path() -> Path:
    """Return the folder in ``QA_LIBRARY``, or ``library`` in the user's data folder for gongwen-qa."""
    from platformdirs import user_data_path

    configured = os.environ.get("QA_LIBRARY")
    return Path(configured) if configured else user_data_path(APPLICATION) / "library"
