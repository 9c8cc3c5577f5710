"""An engine in memory, small enough to read in one sitting: an example for adding an engine."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qa.chunking.context import context_text
from qa.index import EVERY_DOCUMENT, Condition, ScoredPassage, Store, StoredPassage, StoreView
from qa.index.condition import Clause, Field, Operator, document_number_form
from qa.language import matching_form, words


@dataclass(frozen=True)
class MemoryIndex:
    """The passages of one generation; replaced as a whole, never changed."""

    generation: int = 0
    passages: dict[int, StoredPassage] = field(default_factory=dict)
    words: dict[int, set[str]] = field(default_factory=dict)
    vectors: dict[int, NDArray[np.float32]] = field(default_factory=dict)


class MemorySnapshot:
    """The library at one generation."""

    def __init__(self, view: StoreView, index: MemoryIndex) -> None:
        self.view, self._index = view, index

    def search_words(self, query: str, limit: int, condition: Condition = EVERY_DOCUMENT) -> Sequence[ScoredPassage]:
        """Return the passages that share a word with the query, scored by inverse document frequency."""
        scores: dict[int, float] = {}
        for word in set(words(query)):
            holders = [id_ for id_, held in self._index.words.items() if word in held]
            for id_ in holders:
                scores[id_] = scores.get(id_, 0) + math.log(1 + len(self._index.words) / len(holders))
        return self._best(scores, limit, condition)

    def search_vector(
        self, vector: NDArray[np.float32], limit: int, condition: Condition = EVERY_DOCUMENT
    ) -> Sequence[ScoredPassage]:
        """Return the nearest passages."""
        return self._best(self.cosines(list(self._index.vectors), vector), limit, condition)

    def cosines(self, ids: Sequence[int], vector: NDArray[np.float32]) -> Mapping[int, float]:
        """Return the cosines of passages."""
        held = self._index.vectors
        return {id_: float(held[id_] @ vector) for id_ in ids if id_ in held}

    def _best(self, scores: Mapping[int, float], limit: int, condition: Condition) -> list[ScoredPassage]:
        allowed = [
            ScoredPassage(id_, score)
            for id_, score in scores.items()
            if all(fulfils(self._index.passages[id_], clause) for clause in condition.clauses)
        ]
        return sorted(allowed, key=lambda found: (-found.score, found.id))[:limit]


def fulfils(passage: StoredPassage, clause: Clause) -> bool:
    """Return whether the document of a passage fulfils a clause."""
    citation = passage.citation
    day = citation.date_written or citation.date_published
    value = {
        Field.DOCUMENT_ID: citation.document_id,
        Field.ISSUER: matching_form(citation.issuer),
        Field.DOCUMENT_NUMBER: document_number_form(citation.document_number),
        Field.STATUS: matching_form(citation.status),
        Field.DATE: day.isoformat() if day else None,
    }[clause.field]
    if value is None:
        return False
    compare: dict[Operator, Callable[[], bool]] = {
        Operator.EQUALS: lambda: value == clause.value,
        Operator.CONTAINS: lambda: str(clause.value) in str(value),
        Operator.AT_LEAST: lambda: str(value) >= str(clause.value),
        Operator.AT_MOST: lambda: str(value) <= str(clause.value),
    }
    return compare[clause.operator]()


class MemoryEngine:
    """Holds everything in memory; reader and writer are one object. It never purges what a snapshot shows."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = MemoryIndex()
        self.generation: int | None = None

    @property
    def is_current(self) -> bool:
        """Whether the index is at the store's generation."""
        return self._index.generation == self._store.generation

    @contextmanager
    def snapshot(self) -> Iterator[MemorySnapshot]:
        """Give the library at the generation of the last update."""
        index = self._index
        with self._store.snapshot() as state:
            self.generation = index.generation
            yield MemorySnapshot(state.at(index.generation), index)

    def update(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Build the index from the store."""
        latest = self._store.latest
        passages = latest.passages(latest.passage_ids())
        texts = {
            id_: f"{context_text(held.citation.title, held.citation.heading_path, held.kind)}\n{held.text}"
            for id_, held in passages.items()
        }
        vectors = dict(zip(passages, latest.vectors(list(passages)), strict=True)) if passages else {}
        word_sets = {id_: set(words(text)) for id_, text in texts.items()}
        self._index = MemoryIndex(latest.generation, passages, word_sets, vectors)
        on_progress(len(passages), len(passages))

    def finish(self, on_progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Do the same: nothing is kept on disk."""
        self.update(on_progress)
