"""Read passages by a cross-encoder."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import Reranker
from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.search import Reading

_SPREAD = 1.0
"""standard deviation to which the scores of a cross-encoder for the passages of a question are scaled"""


class RerankingReader:
    """A reader that scores each passage with a cross-encoder.

    Args:
        reranker: the cross-encoder.
    """

    span_reader = None

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker

    @property
    def identity(self) -> str:
        """The cross-encoder's name and checksum.

        Raises:
            ModelError: its folder is missing.
        """
        return self._reranker.identity

    def read(self, question: str, vector: NDArray[np.float32], passages: Sequence[StoredPassage]) -> Sequence[Reading]:
        """Return a reading of each passage, whose relevance is the standardised score of the cross-encoder."""
        contexts = [context_text(each.citation.title, each.citation.heading_path, each.kind) for each in passages]
        texts = [f"{context}\n{each.text}" for context, each in zip(contexts, passages, strict=True)]
        scores = self._reranker.scores(question, texts)
        # The scale of another model's scores is unknown.
        spread = scores.std() if len(scores) else 0.0
        relevances = _SPREAD * (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
        return [Reading(relevance) for relevance in relevances.tolist()]

    def load(self) -> None:
        """Load the cross-encoder now."""
        self._reranker.scores("预热", ["预热"])
