"""The interface between retrieval and a search engine.

An engine is built from the store and finds passages by words and by vectors. The protocols below state every guarantee
that retrieval relies on; ``tests/index/engine/test_conformance.py`` tests them on every engine. To add an engine,
implement :class:`Engine`, :class:`EngineSnapshot` and :class:`EngineWriter` and add it to that suite.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.index.condition import EVERY_DOCUMENT, Condition
from qa.index.store import StoreView


class ScoredPassage(NamedTuple):
    """A passage that an engine found; a named tuple, because a search makes a hundred of them."""

    id: int
    score: float
    """higher is better: BM25 for words (comparable within one query), the cosine for vectors"""


class EngineSnapshot(Protocol):
    """A searchable view of the library at one generation; it does not change while it is open."""

    @property
    def view(self) -> StoreView:
        """The store at the generation that the snapshot shows."""

    @property
    def is_without_words(self) -> bool:
        """Whether the engine has passages and no usable index of words, so that only vectors find them."""

    def search_words(self, query: str, limit: int, condition: Condition = EVERY_DOCUMENT) -> Sequence[ScoredPassage]:
        """Return the passages that share a word with a query, best first, at most ``limit``.

        The words are those of :func:`qa.language.words`, in the title, the headings and the text of a passage. The
        result is empty if the engine has no usable lexical index. An engine may return a passage that the view does not
        hold; the caller must leave it out.

        Args:
            query: a text, which the engine cuts into words.
            limit: how many passages to return.
            condition: which documents to search.
        """

    def search_vector(
        self, vector: NDArray[np.float32], limit: int, condition: Condition = EVERY_DOCUMENT
    ) -> Sequence[ScoredPassage]:
        """Return the passages nearest to a unit vector, with their cosines, best first, at most ``limit``.

        Args:
            vector: shape (dimension,).
            limit: how many passages to return.
            condition: which documents to search.
        """

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> Mapping[int, float]:
        """Return the cosine of each passage with a unit vector, by passage id; unknown ids are left out.

        Args:
            ids: the ids of the passages.
            vector: shape (dimension,).
        """


class Engine(Protocol):
    """The reading side of a search engine. Thread-safe: any number of snapshots may be open at the same time."""

    @property
    def is_current(self) -> bool:
        """Whether everything that the engine keeps on disk is at the store's generation."""

    @property
    def generation(self) -> int | None:
        """The generation that the last snapshot showed, or ``None`` before the first."""

    def snapshot(self) -> AbstractContextManager[EngineSnapshot]:
        """Yield the library at the latest generation that the engine can show; valid inside the ``with`` block.

        A snapshot shows a document as it was before or after a change, never between. Taking a snapshot does not wait
        for other snapshots, and a writer does not wait for open snapshots.

        Raises:
            LibraryError: the store is damaged or cannot be read.
            ModelMismatchError: another process has changed the library's model.
        """


class EngineWriter(Protocol):
    """The writing side of a search engine, for the process that holds the library's write lock."""

    def update(self, on_progress: Callable[[int, int], None] = ...) -> None:
        """Make the index that readers search show the store's latest generation; purge removed documents.

        An index that is missing, damaged or of another library is built from the store, without the model.

        Args:
            on_progress: called with the number of passages done and the number in total.

        Raises:
            LibraryError: the store is damaged or cannot be read.
            OSError: the engine cannot be written.
        """

    def finish(self, on_progress: Callable[[int, int], None] = ...) -> None:
        """Do the same as :meth:`update`, and update all other files of the engine.

        Args:
            on_progress: as for :meth:`update`.

        Raises:
            LibraryError: the store is damaged or cannot be read.
            OSError: the engine cannot be written.
        """
