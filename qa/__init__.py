"""Ask questions of official documents in Chinese and get the cited passages that answer them.

::

    from qa import Library

    library = Library.open("my-library")
    library.add("seeds/")
    answer = library.ask("深圳企业开办时间缩短到几天?")

``__all__`` is the public interface, described in ``docs/api.md``. A name is imported when it is first used, so that
``import qa`` and ``qa --help`` do not wait for NumPy, FAISS and PyTorch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.errors import (
        BusyError,
        LibraryError,
        LibraryLockedError,
        ModelMismatchError,
        QaError,
        QuestionError,
        QuestionSetError,
        ReadingError,
        SettingsError,
    )
    from qa.library import (
        AddProgress,
        FilterArguments,
        Library,
        MetadataArguments,
        Part,
        Pin,
        PinnedText,
        Problem,
        Ranking,
        Statistics,
        Verification,
    )
    from qa.settings import Settings
    from qa.types import (
        AddReport,
        Answer,
        AnswerKind,
        AnswerSentence,
        AnswerStatus,
        Citation,
        DocumentContents,
        DocumentSummary,
        FileOutcome,
        Filters,
        Hit,
        LaterDocument,
        Listing,
        Metadata,
        Missing,
        Namesake,
        Passage,
        PassageKind,
        Refusal,
        Span,
    )

__all__ = [
    "AddProgress",
    "AddReport",
    "Answer",
    "AnswerKind",
    "AnswerSentence",
    "AnswerStatus",
    "BusyError",
    "Citation",
    "DocumentContents",
    "DocumentSummary",
    "FileOutcome",
    "FilterArguments",
    "Filters",
    "Hit",
    "LaterDocument",
    "Library",
    "LibraryError",
    "LibraryLockedError",
    "Listing",
    "Metadata",
    "MetadataArguments",
    "Missing",
    "ModelMismatchError",
    "Namesake",
    "Part",
    "Passage",
    "PassageKind",
    "Pin",
    "PinnedText",
    "Problem",
    "QaError",
    "QuestionError",
    "QuestionSetError",
    "Ranking",
    "ReadingError",
    "Refusal",
    "Settings",
    "SettingsError",
    "Span",
    "Statistics",
    "Verification",
]

_MODULES = ("qa.errors", "qa.settings", "qa.types", "qa.library")
"""the modules that define the public names, the quickest to import first"""


def __getattr__(name: str) -> Any:
    """Import a public name from the module that defines it."""
    if name in __all__:
        for module in map(import_module, _MODULES):
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, for completion in an interactive session."""
    return __all__
