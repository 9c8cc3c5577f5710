"""Embed texts in a background thread, while the next files are read and cut."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.index.store import batches

_BATCH_TEXTS = 64
"""number of texts in a batch; small, because a stopped addition still waits for the current batch"""
_LONG_CHARACTERS, _LONG_BATCH_TEXTS = 128, 16
"""length in characters from which a text is long, and the number of long texts in a batch"""


@dataclass(frozen=True, slots=True)
class EmbeddingBatch:
    """Texts that are embedded together: the keys of their vectors, and the vectors once they are computed."""

    keys: tuple[str, ...]
    vectors: Future[NDArray[np.float32]]
    """the vectors, shape (number of keys, dimension)"""


class EmbeddingQueue:
    """Embed batches of texts in the order in which they are queued. A context manager that owns the thread.

    Args:
        encoder: the model.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._thread = ThreadPoolExecutor(1, "embed")

    def __enter__(self) -> Self:
        """Return the queue itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait for the batch that is being embedded and cancel the rest."""
        self._thread.shutdown(cancel_futures=True)

    def submit(self, texts: Mapping[str, str]) -> tuple[EmbeddingBatch, ...]:
        """Queue texts and return their batches, in the order in which they are embedded.

        Args:
            texts: the texts by the keys of their vectors.
        """
        # Texts of similar length in one batch waste no time on padding.
        short: list[str] = []
        long: list[str] = []
        for key in sorted(texts, key=lambda key: (len(texts[key]), key)):
            (short if len(texts[key]) < _LONG_CHARACTERS else long).append(key)
        return tuple(
            EmbeddingBatch(
                tuple(keys), self._thread.submit(self._encoder.encode_passages, [texts[key] for key in keys])
            )
            for keys in (*batches(short, _BATCH_TEXTS), *batches(long, _LONG_BATCH_TEXTS))
        )
