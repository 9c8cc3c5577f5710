"""A cross-encoder of Sentence Transformers, which reads a question together with a passage."""

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.checkpoint_identity import checkpoint_checksum
from embeddings.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A cross-encoder that scores how well passages answer a question. Loaded on first use; thread-safe.

    Args:
        folder: a checkpoint that Sentence Transformers opens as a cross-encoder with one output.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).expanduser()
        # Neither the loading nor the tokenizer may be used by two threads at a time.
        self._lock = threading.Lock()

    @cached_property
    def identity(self) -> str:
        """The name of the model's folder, ``@``, and a checksum of the files in it.

        Raises:
            ModelError: the folder is missing.
        """
        if not self._folder.is_dir():
            raise ModelError(f"找不到重排模型：{self._folder.name}。请在 QA_RERANKER 里写模型文件夹的路径，或不设它")
        return f"{self._folder.name}@{checkpoint_checksum(self._folder)}"

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the model's score of each text, shape (number of texts,); higher is better.

        The scale of the scores differs from model to model.

        Raises:
            ModelError: the model is missing or cannot be loaded.
        """
        if not texts:
            return np.zeros(0)
        with self._lock:
            scores = np.asarray(self._model.predict([(question, text) for text in texts], show_progress_bar=False))
        first: NDArray[np.float64] = scores.reshape(len(texts), -1)[:, 0].astype(np.float64)
        return first

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        _ = self.identity
        try:
            return CrossEncoder(str(self._folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(
                f"重排模型打不开：{self._folder.name}。QA_RERANKER 应是 Sentence Transformers 的 CrossEncoder 的文件夹"
            ) from error
