"""Compare a question with the sentences that may answer it.

A sentence that answers often resembles the question less than the sentence before it, which names the subject. Two
linear maps, one for the question and one for the sentences, move the vectors of a question and of its answers towards
each other. They change vectors that the model has already computed, so the model does not run again. They were learned
by ``training/answer_projection.py``; the model card is ``answer_projection.md``.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

_FILE = "answer_projection.safetensors"
_ROWS, _COLUMNS = 5, 128
"""shape of the parts of a matrix product; OpenBLAS computes at most 2¹⁸ multiplications in the calling thread, and a
larger product in several threads, which would delay other questions"""
_DAMAGED = "模型文件损坏：embeddings/{file}。请重新安装 gongwen-qa"


@dataclass(frozen=True, slots=True)
class AnswerProjection:
    """The two linear maps that are applied to the bundled model's vectors of questions and of sentences."""

    question: NDArray[np.float32]
    """shape (dimension + 1, dimension); the last row is the offset"""
    sentence: NDArray[np.float32]
    """shape (dimension + 1, dimension); the last row is the offset"""
    identity: str
    """the first 12 hexadecimal digits of the SHA-256 of the file that holds the maps"""

    @classmethod
    def bundled(cls) -> Self:
        """Return the maps that are installed with this package.

        Raises:
            ModelError: their file is missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            content = (files("embeddings") / _FILE).read_bytes()
            maps = load(content)
            question, sentence = (maps[name].astype(np.float32) for name in ("question", "sentence"))
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(_DAMAGED.format(file=_FILE)) from error
        return cls(question, sentence, hashlib.sha256(content).hexdigest()[:12])

    def of_question(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Apply the map for questions to the vector of a question; return a unit vector, shape (dimension,).

        Args:
            vector: the question's unit vector, shape (dimension,).
        """
        mapped: NDArray[np.float32] = _mapped(vector[np.newaxis], self.question)[0]
        return mapped

    def of_sentences(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Apply the map for sentences to the vectors of sentences; return unit vectors, shape (sentences, dimension).

        Args:
            vectors: the sentences' unit vectors, shape (sentences, dimension).
        """
        return _mapped(vectors, self.sentence)


def _mapped(vectors: NDArray[np.float32], by: NDArray[np.float32]) -> NDArray[np.float32]:
    mapped = _product(vectors, by[:-1]) + by[-1]
    unit: NDArray[np.float32] = mapped / np.linalg.norm(mapped, axis=1, keepdims=True)
    return unit


def _product(vectors: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``vectors @ matrix``, computed in small parts so that OpenBLAS starts no threads."""
    product = np.empty((len(vectors), matrix.shape[1]), dtype=np.float32)
    for column in range(0, matrix.shape[1], _COLUMNS):
        part = matrix[:, column : column + _COLUMNS]
        for row in range(0, len(vectors), _ROWS):
            rows = vectors[row : row + _ROWS]
            # OpenBLAS multiplies a single row by another routine, which starts threads at a smaller size.
            found = rows @ part if len(rows) > 1 else (np.repeat(rows, 2, axis=0) @ part)[:1]
            product[row : row + _ROWS, column : column + _COLUMNS] = found
    return product


@cache
def answer_projection() -> AnswerProjection:
    """Return the installed maps; their file is read once in a process.

    Raises:
        ModelError: their file is missing or damaged.
    """
    return AnswerProjection.bundled()
