"""Compare a question with the sentences that may answer it.

A sentence that answers often resembles the question less than the one before it, which names the subject. Two linear
maps bring the vector of a question and those of the sentences that answer it together, so the model does not run again.
They were learned by ``training/answer_projection.py``; the model card is ``answer_projection.md``.
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
_DAMAGED = "模型文件损坏：embeddings/{file}。请重新安装 gongwen-qa"


@dataclass(frozen=True, slots=True)
class AnswerProjection:
    """The maps of the bundled model's vectors."""

    question: NDArray[np.float32]
    """shape (dimension + 1, dimension); the last row is the offset"""
    sentence: NDArray[np.float32]
    """shape (dimension + 1, dimension); the last row is the offset"""
    identity: str
    """the first 12 hexadecimal digits of the SHA-256 of the file"""

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

    def cosines(self, question: NDArray[np.float32], sentences: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosines after the maps, shape (sentences,).

        Args:
            question: unit vector, shape (dimension,).
            sentences: unit vectors, shape (sentences, dimension).
        """
        mapped: NDArray[np.float32] = _mapped(sentences, self.sentence) @ _mapped(question, self.question)
        return mapped


def _mapped(vectors: NDArray[np.float32], by: NDArray[np.float32]) -> NDArray[np.float32]:
    mapped = vectors @ by[:-1] + by[-1]
    unit: NDArray[np.float32] = mapped / np.linalg.norm(mapped, axis=-1, keepdims=True)
    return unit


@cache
def answer_projection() -> AnswerProjection:
    """Return the maps, read once.

    Raises:
        ModelError: their file is missing or damaged.
    """
    return AnswerProjection.bundled()
