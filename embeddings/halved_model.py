"""The bundled model for questions and for short texts: its first six layers, and two versions of its last six.

The vectors of a question and the reader of pairs have the first layers in common, so these read a question only once.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from embeddings.packed_layers import PackedLayers
from embeddings.shared_model import SharedModel

SPLIT = 6
"""number of layers in the first half"""
QUESTION_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
_ROW_TOKENS = 256
"""maximum number of tokens in a row of more than one text; longer rows are slower, because they leave the cache"""
_LENGTH_STEP = 16
"""A row is padded to a multiple of this number of tokens. PyTorch keeps memory for every length that it has seen."""
_KEPT_QUESTIONS = 32


class Half(NamedTuple):
    """A text after the first half."""

    states: Tensor
    """shape (tokens, dimension), in 32 bits"""
    places: NDArray[np.int64]
    """offsets in the text, with its prompt, at which each token begins and ends, shape (tokens, 2)"""


class HalvedModel:
    """The halves of the bundled model. Thread-safe.

    Args:
        model: the bundled model.
        query_model: the same with its layers for queries.
    """

    def __init__(self, model: SharedModel, query_model: SharedModel) -> None:
        self.model = model
        """the bundled model"""
        bert: Any = model[0].model
        layers = bert.encoder.layer
        self._embeddings = bert.embeddings
        # Questions are short, so 8 bits would save little there, and all passages are ordered by their vectors.
        self._first = PackedLayers(layers[:SPLIT], in_eight_bits=False)
        self._last = PackedLayers(layers[SPLIT:], in_eight_bits=False)
        bert_of_queries: Any = query_model[0].model
        self._last_of_queries = PackedLayers(bert_of_queries.encoder.layer[SPLIT:], in_eight_bits=False)
        self._first_of_passages = PackedLayers(layers[:SPLIT], in_eight_bits=True)
        self._last_of_passages = PackedLayers(layers[SPLIT:], in_eight_bits=True)
        self._keeping = Lock()
        self._kept: OrderedDict[tuple[int, ...], Half] = OrderedDict()

    def question(self, question: str, longest: int) -> Half:
        """Return a question after the first half; the latest ones are kept.

        Args:
            question: the question, without its prompt.
            longest: maximum number of tokens, including special tokens; a longer question is truncated.
        """
        tokens = self.model.tokens([f"{QUESTION_PROMPT}{question}"], longest, step=1)
        key = tuple(tokens["input_ids"][0].tolist())
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        half = self._half(self._first, tokens)
        with self._keeping:
            self._kept[key] = half
            if len(self._kept) > _KEPT_QUESTIONS:
                self._kept.popitem(last=False)
        return half

    def passage(self, passage: str, longest: int) -> Half:
        """Return a passage after the first half.

        Args:
            passage: the passage, without its prompt.
            longest: maximum number of tokens, including special tokens; a longer passage is truncated.
        """
        tokens = self.model.tokens([f"{PASSAGE_PROMPT}{passage}"], longest, step=1)
        return self._half(self._first_of_passages, tokens)

    def question_mean(self, question: str, longest: int, *, as_query: bool) -> NDArray[np.float32]:
        """Return the mean of the last states of a question's tokens, shape (1, dimension).

        Args:
            question: the question, without its prompt.
            longest: maximum number of tokens; a longer question is truncated.
            as_query: whether the layers for queries compute it.
        """
        states = self.question(question, longest).states
        with torch.inference_mode():
            last = in_a_row(self._last_of_queries if as_query else self._last, states, [len(states)])
            return last.mean(dim=0, keepdim=True).numpy()

    def passage_means(self, passages: Sequence[str], longest: int) -> NDArray[np.float32]:
        """Return the mean of the last states of each passage's tokens, shape (passages, dimension).

        Passages of similar length stand in a row, without padding: of the sentences of a law, almost half of the tokens
        of a batch are padding.

        Args:
            passages: at least one passage, without prompts.
            longest: maximum number of tokens of a passage; a longer one is truncated.
        """
        tokens = self.model.tokens([f"{PASSAGE_PROMPT}{passage}" for passage in passages], longest, step=1)
        mask = tokens["attention_mask"].bool()
        counts = mask.sum(dim=1)
        order = counts.argsort(stable=True)
        ids, mask, lengths = tokens["input_ids"][order], mask[order], counts[order].tolist()
        means: list[Tensor] = []
        with torch.inference_mode():
            for first, last in _rows(lengths):
                states = self._embedded(ids[first:last][mask[first:last]], lengths[first:last])
                for half in (self._first_of_passages, self._last_of_passages):
                    states = in_a_row(half, states, lengths[first:last])
                means += [part.mean(dim=0) for part in states.split(lengths[first:last])]
        return torch.stack(means)[order.argsort()].numpy()

    def _half(self, first: PackedLayers, tokens: Mapping[str, Tensor]) -> Half:
        """Return the only text of ``tokens`` after the first half."""
        (ids,), (places,) = tokens["input_ids"], tokens["offset_mapping"]
        with torch.inference_mode():
            states = in_a_row(first, self._embedded(ids, [len(ids)]), [len(ids)])
        return Half(states, places.numpy())

    def _embedded(self, ids: Tensor, counts: Sequence[int]) -> Tensor:
        """Return the states of the tokens of texts before the first layer, shape (tokens, dimension)."""
        positions = torch.cat([torch.arange(count) for count in counts])
        embedded: Tensor = self._embeddings(ids[None], position_ids=positions[None])[0]
        return embedded.float()


def in_a_row(layers: PackedLayers, states: Tensor, counts: Sequence[int]) -> Tensor:
    """Return the states of texts after layers, shape (tokens, dimension).

    Args:
        layers: the layers.
        states: the states of the texts' tokens, shape (tokens, dimension).
        counts: the number of tokens of each text.
    """
    padded = functional.pad(states, (0, 0, 0, -len(states) % _LENGTH_STEP))
    return layers(padded, counts)[: len(states)]


def _rows(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first text of each row and the text after its last one."""
    first = length = 0
    for text, count in enumerate(counts):
        if text > first and length + count > _ROW_TOKENS:
            yield first, text
            first, length = text, 0
        length += count
    yield first, len(counts)
