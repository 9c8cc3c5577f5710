"""A library without some of its passages, to make answerable questions unanswerable."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.index import EVERY_DOCUMENT, Condition, EngineSnapshot, ScoredPassage, StoreView


class SnapshotWithoutPassages:
    """An engine snapshot that never finds certain passages; see :class:`qa.index.engine.base.EngineSnapshot`.

    Args:
        snapshot: the library to search.
        hidden: the ids of the passages to leave out.
    """

    def __init__(self, snapshot: EngineSnapshot, hidden: frozenset[int]) -> None:
        self._snapshot = snapshot
        self._hidden = hidden

    @property
    def view(self) -> StoreView:
        """The store, which still holds the hidden passages."""
        return self._snapshot.view

    @property
    def is_without_words(self) -> bool:
        """Whether the engine has no usable lexical index."""
        return self._snapshot.is_without_words

    def search_words(self, query: str, limit: int, condition: Condition = EVERY_DOCUMENT) -> Sequence[ScoredPassage]:
        """Return the passages that share a word with a query, except the hidden ones, best first."""
        return self._visible(self._snapshot.search_words(query, limit + len(self._hidden), condition), limit)

    def search_vector(
        self, vector: NDArray[np.float32], limit: int, condition: Condition = EVERY_DOCUMENT
    ) -> Sequence[ScoredPassage]:
        """Return the passages nearest to a vector, except the hidden ones, best first."""
        return self._visible(self._snapshot.search_vector(vector, limit + len(self._hidden), condition), limit)

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> Mapping[int, float]:
        """Return the cosines of passages with a vector by passage id, without the hidden passages."""
        return self._snapshot.cosines([id_ for id_ in ids if id_ not in self._hidden], vector)

    def _visible(self, found: Sequence[ScoredPassage], limit: int) -> list[ScoredPassage]:
        return [passage for passage in found if passage.id not in self._hidden][:limit]
