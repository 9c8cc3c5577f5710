"""A Sentence Transformers model whose tokenizer serves several threads."""

import threading
from collections.abc import Sequence
from typing import Any

from sentence_transformers import SentenceTransformer

_COUNTED_AT_ONCE = 256


class SharedModel(SentenceTransformer):
    """A model that tokenizes for one thread at a time.

    A tokenizer of the tokenizers library keeps how it pads and cuts off, and each call sets that anew: of two calls at
    once, one may get what the other has set.

    Args:
        folder: the checkpoint.
        **options: as for :class:`SentenceTransformer`.
    """

    def __init__(self, folder: str, **options: Any) -> None:
        super().__init__(folder, **options)
        self._tokenizing = threading.Lock()

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **options: Any) -> dict[str, Any]:
        """As of :class:`SentenceTransformer`."""
        with self._tokenizing:
            return super().preprocess(inputs, prompt, **options)

    def tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, its marks included, however many the model reads."""
        counts: list[int] = []
        # Of a large document few at a time, as others wait meanwhile.
        for start in range(0, len(texts), _COUNTED_AT_ONCE):
            part = list(texts[start : start + _COUNTED_AT_ONCE])
            with self._tokenizing:
                counts += map(len, self.tokenizer(part, verbose=False)["input_ids"])
        return counts
