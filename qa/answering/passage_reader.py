"""What a model that judges passages together with a question has to offer."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings import SpanReader
from qa.index import StoredPassage
from qa.search import Reading


class PassageReader(Protocol):
    """A model that judges passages together with a question."""

    @property
    def identity(self) -> str:
        """A name; readers with equal names give equal readings."""

    @property
    def span_reader(self) -> SpanReader | None:
        """The model that reads the first passages once more, together with the question, if there is one."""

    def read(self, question: str, vector: NDArray[np.float32], passages: Sequence[StoredPassage]) -> Sequence[Reading]:
        """Return a reading of each passage.

        Args:
            question: the question's text.
            vector: its unit vector, shape (dimension,).
            passages: the passages.

        Raises:
            ModelError: the model cannot be loaded.
        """

    def load(self) -> None:
        """Load the reader's model now.

        Raises:
            ModelError: the model cannot be loaded.
        """
