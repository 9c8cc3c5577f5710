"""The result of reading a passage together with a question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LONGEST = 40
"""maximum number of tokens of an answer, less one"""


@dataclass(frozen=True, slots=True)
class SpanReading:
    """What the reader found in a passage for a question."""

    relevance: float
    """logit of whether the passage answers"""
    places: NDArray[np.int64]
    """offsets in the text at which each token begins and ends, shape (tokens, 2)"""
    logits: NDArray[np.float32]
    """logits of the answer's first and last token, shape (tokens, 2)"""

    def answer(self) -> tuple[int, int, float]:
        """Return the offsets in the text of the likeliest answer, and the sum of its two logits."""
        first, last = self.logits.T
        sums = np.where(_allowed(len(first)), first[:, None] + last, -np.inf)
        start, end = np.unravel_index(sums.argmax(), sums.shape)
        return int(self.places[start][0]), int(self.places[end][1]), float(sums[start, end])


def _allowed(tokens: int) -> NDArray[np.bool_]:
    """Return whether an answer may begin at the first and end at the second token, shape (tokens, tokens)."""
    length = np.arange(tokens) - np.arange(tokens)[:, None]
    allowed: NDArray[np.bool_] = (length >= 0) & (length <= _LONGEST)
    return allowed
