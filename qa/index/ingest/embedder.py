"""Vectors made in a thread of its own: while a batch of texts is embedded, the next one is read and cut."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.index.store import batches

_EMBEDDED_AT_ONCE = 64
"""texts between two looks at whether to stop"""
_LONG, _LONG_AT_ONCE = 128, 16
"""of how many characters a text is long, and how many of these take as much time"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Texts that are embedded together: their keys, and their vectors once they are made."""

    keys: tuple[str, ...]
    vectors: Future[NDArray[np.float32]]
    """of shape (number of keys, dimension)"""


class Embedder:
    """Embeds texts in the order in which it gets them, until it is left.

    Args:
        encoder: the model.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._thread = ThreadPoolExecutor(1, "embed")

    def __enter__(self) -> Self:
        """The embedder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait for the stretch that has been begun, and do no more."""
        self._thread.shutdown(cancel_futures=True)

    def begin(self, texts: Mapping[str, str]) -> tuple[Stretch, ...]:
        """Have texts embedded when those before them are.

        Args:
            texts: by the keys of their vectors.
        """
        # Texts of one length together waste no time on padding.
        short: list[str] = []
        long: list[str] = []
        for key in sorted(texts, key=lambda key: (len(texts[key]), key)):
            (short if len(texts[key]) < _LONG else long).append(key)
        return tuple(
            Stretch(tuple(keys), self._thread.submit(self._encoder.encode_passages, [texts[key] for key in keys]))
            for keys in (*batches(short, _EMBEDDED_AT_ONCE), *batches(long, _LONG_AT_ONCE))
        )
