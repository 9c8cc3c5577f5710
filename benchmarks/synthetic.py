"""A cheap encoder and generated documents, for the scripts that do not depend on the quality of answers."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder

_DIMENSION = 32


class FakeEncoder(Encoder):
    """An encoder whose vectors count the characters of a text, so that no model runs.

    Args:
        delay: seconds to wait for each passage, to simulate the time of a model.
    """

    identity = query_identity = "fake@1"
    max_tokens = 512

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__()
        self._delay = delay

    def longest(self, passages: Sequence[str]) -> int:
        """Return the length of the longest passage in tokens, each of which is a character."""
        return max(map(len, passages), default=0)

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of queries, shape (queries, dimension)."""
        vectors = np.ones((len(queries), _DIMENSION), dtype=np.float32)
        for row, query in enumerate(queries):
            np.add.at(vectors[row], [ord(character) % _DIMENSION for character in query], 1)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the unit vectors of passages, shape (passages, dimension)."""
        time.sleep(self._delay * len(passages))
        return self.encode_queries(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of sentences, shape (sentences, dimension)."""
        return self.encode_queries(sentences)


def text_of(number: int, version: int) -> str:
    """Return the text of a version of a document with a few passages."""
    articles = "".join(
        f"第{article}条 第{number}号办法的第{version}版规定，事项{article}应在{number + version}日内办结。\n"
        for article in range(1, 2 + number % 5)
    )
    return f"第{number}号办法\n{articles}"


def write_document(folder: Path, number: int, version: int) -> Path:
    """Write a version of a document to a folder, and return the file."""
    file = folder / f"{number:05d}.txt"
    file.write_text(text_of(number, version), encoding="utf-8")
    return file
