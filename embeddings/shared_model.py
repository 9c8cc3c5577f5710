"""A Sentence Transformers model whose tokenizer is safe to share between threads."""

import copy
import threading
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sentence_transformers import SentenceTransformer
from torch import Tensor
from torch.nn import Module

_M = TypeVar("_M", bound=Module)
_TEXTS_PER_LOCK = 256
_LAYERS_PATH = ("model", "model.encoder", "model.encoder.layer")
"""the modules from the Transformers model down to its list of layers"""


class SharedModel(SentenceTransformer):
    """A Sentence Transformers model that tokenizes for one thread at a time.

    A tokenizer of the ``tokenizers`` library stores its padding and truncation settings, and every call sets them
    anew. Without a lock, a call could run with the settings of another thread's call.

    Args:
        folder: the checkpoint.
        **options: options of :class:`SentenceTransformer`.
    """

    def __init__(self, folder: str, **options: Any) -> None:
        super().__init__(folder, **options)
        self._tokenizing = threading.Lock()

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **options: Any) -> dict[str, Any]:
        """Tokenize like :class:`SentenceTransformer`, but in one thread at a time."""
        with self._tokenizing:
            return super().preprocess(inputs, prompt, **options)

    def with_layers(self, weights: Mapping[str, Tensor]) -> "SharedModel":
        """Return a model with other weights in some layers; it shares everything else with this one.

        Args:
            weights: all weights of one or more encoder layers, by their names below ``encoder.layer``, such as
                ``11.output.dense.weight``.

        Raises:
            KeyError: the model has no such layer.
            RuntimeError: weights are missing or have another shape.
        """
        model, transformer = _shallow_copy(self), _shallow_copy(self[0])
        bert, encoder, layers = (_shallow_copy(self[0].get_submodule(name)) for name in _LAYERS_PATH)
        for number in {name.split(".")[0] for name in weights}:
            layer = copy.deepcopy(layers._modules[number])
            assert layer is not None
            own = {name.partition(".")[2]: value for name, value in weights.items() if name.split(".")[0] == number}
            layer.load_state_dict(own)
            layers._modules[number] = layer
        encoder._modules["layer"] = layers
        bert._modules["encoder"] = encoder
        transformer._modules["model"] = bert
        model._modules["0"] = transformer
        return model

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, including special tokens and without truncation."""
        counts: list[int] = []
        # Release the lock between parts, so that a large document does not block other threads.
        for start in range(0, len(texts), _TEXTS_PER_LOCK):
            part = list(texts[start : start + _TEXTS_PER_LOCK])
            with self._tokenizing:
                counts += map(len, self.tokenizer(part, verbose=False)["input_ids"])
        return counts

    def tokens(self, texts: Sequence[str], longest: int, step: int) -> Mapping[str, Tensor]:
        """Return the token ids and the attention mask of texts, shape (texts, tokens), and the tokens' places.

        The places are the offsets in the text at which each token begins and ends, shape (texts, tokens, 2).

        Args:
            texts: the texts, at least one; a longer text is truncated.
            longest: maximum number of tokens, including special tokens.
            step: the texts are padded to a multiple of this number of tokens.
        """
        with self._tokenizing:
            tokens: Mapping[str, Tensor] = self.tokenizer(
                list(texts),
                truncation=True,
                max_length=longest,
                padding=True,
                pad_to_multiple_of=step,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
        return tokens


def _shallow_copy(module: _M) -> _M:
    """Return a module whose parts can be replaced without changing those of the original."""
    copied = copy.copy(module)
    copied._modules = dict(module._modules)
    return copied
