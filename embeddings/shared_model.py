"""A Sentence Transformers model whose tokenizer is safe to share between threads."""

import threading
from collections.abc import Sequence
from typing import Any

from sentence_transformers import SentenceTransformer

_TEXTS_PER_LOCK = 256


class SharedModel(SentenceTransformer):
    """A Sentence Transformers model that tokenizes for one thread at a time.

    A tokenizer of the ``tokenizers`` library stores its padding and truncation settings, and every call sets them
    anew: without the lock, a call could run with the settings of another thread's call.

    Args:
        folder: the checkpoint.
        **options: options of :class:`SentenceTransformer`.
    """

    def __init__(self, folder: str, **options: Any) -> None:
        super().__init__(folder, **options)
        self._tokenizing = threading.Lock()

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **options: Any) -> dict[str, Any]:
        """Tokenize like :class:`SentenceTransformer`, holding the tokenizer's lock."""
        with self._tokenizing:
            return super().preprocess(inputs, prompt, **options)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, including special tokens and without truncation."""
        counts: list[int] = []
        # Release the lock between parts, so that a large document does not block other threads.
        for start in range(0, len(texts), _TEXTS_PER_LOCK):
            part = list(texts[start : start + _TEXTS_PER_LOCK])
            with self._tokenizing:
                counts += map(len, self.tokenizer(part, verbose=False)["input_ids"])
        return counts
