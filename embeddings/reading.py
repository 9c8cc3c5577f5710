"""What a cross-encoder reads and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ReadablePassage:
    """A passage as a reader reads it."""

    title: str
    headings: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of a passage."""

    relevance: float
    """logit that the passage answers the question; comparable between questions"""
    offsets: NDArray[np.int64]
    """the first character of each token of the text and the character after its last, shape (tokens, 2)"""
    starts: NDArray[np.float32]
    """logits that the answer begins at a token, shape (tokens,)"""
    ends: NDArray[np.float32]
    """logits that it ends there"""

    @classmethod
    def without_spans(cls, relevance: float) -> Self:
        """Return a reading that does not say where the answer is."""
        nothing = np.empty(0, dtype=np.float32)
        return cls(relevance, np.empty((0, 2), dtype=np.int64), nothing, nothing)

    @property
    def has_spans(self) -> bool:
        """Whether the reading says where the answer is."""
        return len(self.offsets) > 0

    def span_score(self, start: int, end: int) -> float:
        """Return the highest sum of start and end logits of an answer inside a slice of the text.

        Args:
            start: the slice's first character.
            end: the character after its last.
        """
        inside = (self.offsets[:, 0] < end) & (self.offsets[:, 1] > start)
        if not inside.any():
            return -np.inf
        return float((np.maximum.accumulate(self.starts[inside]) + self.ends[inside]).max())

    def span_probability(self) -> float:
        """Return the probability of the likeliest answer among all pairs of start and end, each taken by itself."""
        if not self.has_spans:
            return 0.0
        best = (np.maximum.accumulate(self.starts) + self.ends).max()
        return float(np.exp(best - np.logaddexp.reduce(self.starts) - np.logaddexp.reduce(self.ends)))


class PassageReader(Protocol):
    """Reads a question together with passages."""

    @property
    def identity(self) -> str:
        """The model's name and a checksum; readers with equal identities give equal readings."""

    def read(self, question: str, passages: Sequence[ReadablePassage]) -> list[Reading]:
        """Return a reading of each passage."""

    def load(self) -> None:
        """Load the model now."""
