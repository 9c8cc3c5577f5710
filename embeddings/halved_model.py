"""The bundled model at a question: its first six layers, and two versions of its last six.

The two vectors of a question and the reader of pairs have the first layers in common. These read a question once if it
is in simplified characters and the reader does not cut it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from embeddings.packed_layers import PackedLayers
from embeddings.shared_model import SharedModel

SPLIT = 6
"""number of layers in the first half"""
QUESTION_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
_KEPT_QUESTIONS = 32
"""number of questions whose states are kept; a question takes up to .8 MB"""


class HiddenStates(NamedTuple):
    """A text after the first half."""

    states: Tensor
    """shape (tokens, dimension)"""
    places: NDArray[np.int64]
    """offsets in the text, with its prompt, at which each token begins and ends, shape (tokens, 2)"""


class HalvedModel:
    """The halves of the bundled model. Thread-safe.

    Args:
        model: the bundled model.
        query_model: the bundled model with its layers for queries.
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
        # By the tokens, because whether a question is truncated does not matter if it is short.
        self._question_states = lru_cache(_KEPT_QUESTIONS)(self._first_of_question)

    def question(self, question: str, longest: int) -> Tensor:
        """Return the states of a question after the first half, shape (tokens, dimension); the latest ones are kept.

        Args:
            question: the question, without its prompt.
            longest: maximum number of tokens, including special tokens; a longer question is truncated.
        """
        tokens = self.model.tokens([f"{QUESTION_PROMPT}{question}"], longest, step=1)
        return self._question_states(tuple(tokens["input_ids"][0].tolist()))

    def passages(self, passages: Sequence[str], longest: int) -> list[HiddenStates]:
        """Return passages after the first half.

        Args:
            passages: at least one passage, without prompts.
            longest: maximum number of tokens, including special tokens; a longer passage is truncated.
        """
        tokens = self._passage_tokens(passages, longest)
        with torch.inference_mode():
            states = self._first_of_passages(self._embedded_texts(tokens))
        places = tokens["offset_mapping"].numpy()
        return [HiddenStates(each, place[: len(each)]) for each, place in zip(states, places, strict=True)]

    def question_mean(self, question: str, longest: int, *, as_query: bool) -> NDArray[np.float32]:
        """Return the mean of the last states of a question's tokens, shape (1, dimension).

        Args:
            question: the question, without its prompt.
            longest: maximum number of tokens; a longer question is truncated.
            as_query: whether the layers for queries compute it.
        """
        states = self.question(question, longest)
        layers = self._last_of_queries if as_query else self._last
        with torch.inference_mode():
            return layers([states])[0].mean(dim=0, keepdim=True).numpy()

    def passage_means(self, passages: Sequence[str], longest: int) -> NDArray[np.float32]:
        """Return the mean of the last states of each passage's tokens, shape (passages, dimension).

        Args:
            passages: at least one passage, without prompts.
            longest: maximum number of tokens of a passage; a longer one is truncated.
        """
        tokens = self._passage_tokens(passages, longest)
        with torch.inference_mode():
            states = self._last_of_passages(self._first_of_passages(self._embedded_texts(tokens)))
            return torch.stack([each.mean(dim=0) for each in states]).numpy()

    def _first_of_question(self, ids: tuple[int, ...]) -> Tensor:
        """Return the states of a question's tokens after the first half, shape (tokens, dimension)."""
        with torch.inference_mode():
            return self._first([self._embedded(torch.tensor(ids), torch.arange(len(ids)))])[0]

    def _passage_tokens(self, passages: Sequence[str], longest: int) -> Mapping[str, Tensor]:
        return self.model.tokens([f"{PASSAGE_PROMPT}{passage}" for passage in passages], longest, step=1)

    def _embedded_texts(self, tokens: Mapping[str, Tensor]) -> list[Tensor]:
        """Return the states of each text's tokens before the first layer, shape (tokens, dimension)."""
        mask = tokens["attention_mask"].bool()
        counts = mask.sum(dim=1).tolist()
        positions = torch.cat([torch.arange(count) for count in counts])
        return list(self._embedded(tokens["input_ids"][mask], positions).split(counts))

    def _embedded(self, ids: Tensor, positions: Tensor) -> Tensor:
        """Return the states of tokens at their positions before the first layer, in 32 bits, shape (tokens, dimension).

        Args:
            ids: the tokens, shape (tokens,).
            positions: the place of each token in its text, shape (tokens,).
        """
        embedded: Tensor = self._embeddings(ids[None], position_ids=positions[None])[0]
        return embedded.float()
