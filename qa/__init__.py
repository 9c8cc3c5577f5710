"""Ask questions of official documents in Chinese and get the cited passages that answer them.

::

    from qa import Library

    library = Library.open("my-library")
    library.add("seeds/")
    answer = library.ask("深圳企业开办时间缩短到几天?")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.library import Library

__all__ = ["Library"]


def __getattr__(name: str) -> Any:
    """Import the library when it is first asked for: ``qa --help`` must not wait for FAISS and NumPy."""
    if name == "Library":
        from qa.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
