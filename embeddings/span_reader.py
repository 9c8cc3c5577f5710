"""Read passages together with a question: how well each answers, and where the answer stands.

The bundled model's first layers read the question and the passages apart; trained layers read them together
(``embeddings/joint_layers.py``). ``training/reader.py`` trained them; the model card is ``reader.md``.
"""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from embeddings.encoder import Encoder
from embeddings.errors import ModelError
from embeddings.simplified_characters import in_simplified_characters
from embeddings.span_reading import SpanReading
from embeddings.trained_layers import DAMAGED, PAIR_LAYERS, layers, layers_checksum

if TYPE_CHECKING:
    from embeddings.joint_reader import JointReader


class SpanReader:
    """The bundled model with layers that read a question together with a passage. Thread-safe; loaded on first use.

    Args:
        encoder: the bundled model, whose first layers are used.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._loading = threading.Lock()
        self._model: JointReader | None = None

    @property
    def identity(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of the file of the layers.

        Raises:
            ModelError: the file is missing.
        """
        return layers_checksum(PAIR_LAYERS)

    def load(self) -> None:
        """Load the layers if they are not loaded yet.

        Raises:
            ModelError: the model cannot be loaded, or the file of the layers is missing or damaged.
        """
        self._loaded()

    def read(self, question: str, texts: Sequence[str]) -> Sequence[SpanReading]:
        """Read texts together with a question, all in simplified characters.

        Args:
            question: the question.
            texts: the texts; the end of a text beyond 384 tokens is not read.

        Raises:
            ModelError: the model cannot be loaded, or the file of the layers is missing or damaged.
        """
        if not texts:
            return []
        return self._loaded().read(_simplified(question), [_simplified(text) for text in texts])

    def _loaded(self) -> "JointReader":
        from embeddings.joint_reader import JointReader

        with self._loading:
            if self._model is None:
                try:
                    self._model = JointReader(self._encoder.halves(), layers(PAIR_LAYERS))
                except RuntimeError as error:
                    raise ModelError(DAMAGED.format(file=PAIR_LAYERS)) from error
        return self._model


def _simplified(text: str) -> str:
    """Return a text in simplified characters; unchanged if that would move the places in it."""
    simplified = in_simplified_characters(text)
    return simplified if len(simplified) == len(text) else text
