"""A cross-encoder of Sentence Transformers in place of the bundled reader."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings.checkpoint_identity import checkpoint_checksum
from embeddings.errors import ModelError
from embeddings.reading import ReadablePassage, Reading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_SPREAD = 2.0
"""standard deviation of the relevances of passages read together, about that of the bundled reader"""


class Reranker:
    """Says how well passages answer a question, but not where: its readings have no spans. Thread-safe.

    The scale of such a model's scores is unknown. Its relevance is the score less the mean of the passages read
    together, over their standard deviation, times :data:`_SPREAD`; it is not comparable between questions.

    Args:
        folder: a checkpoint that Sentence Transformers opens as a cross-encoder with one output.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).expanduser()

    @cached_property
    def identity(self) -> str:
        """The folder's name and a checksum of its files.

        Raises:
            ModelError: the folder is missing.
        """
        if not self._folder.is_dir():
            raise ModelError(f"找不到重排模型：{self._folder}。请在 QA_RERANKER 里写模型文件夹的路径，或不设它")
        return f"{self._folder.name}@{checkpoint_checksum(self._folder)}"

    def read(self, question: str, passages: Sequence[ReadablePassage]) -> list[Reading]:
        """Return a reading of each passage, with the relevance alone.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if not passages:
            return []
        texts = ["\n".join(part for part in (p.title, p.headings, p.text) if part) for p in passages]
        scores = np.asarray(self._model.predict([(question, text) for text in texts], show_progress_bar=False))
        first = scores.reshape(len(passages), -1)[:, 0].astype(np.float64)
        spread = first.std() or 1.0
        return [Reading.without_spans(_SPREAD * float(score)) for score in (first - first.mean()) / spread]

    def load(self) -> None:
        """Load the model now.

        Raises:
            ModelError: the model cannot be loaded.
        """
        self.read("", [ReadablePassage("", "", "。")])

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        _ = self.identity
        try:
            return CrossEncoder(str(self._folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(
                f"重排模型打不开：{self._folder}（{error}）。请检查这是不是 Sentence Transformers 的 CrossEncoder"
            ) from error
