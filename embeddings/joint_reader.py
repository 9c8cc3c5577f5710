"""The bundled model as it reads passages together with a question."""

import copy
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from embeddings.joint_layers import JointLayers
from embeddings.shared_model import SharedModel
from embeddings.span_reading import SpanReading

SPLIT = 6
"""number of layers that read the question and a passage apart"""
QUESTION_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
QUESTION_TOKENS, PASSAGE_TOKENS = 48, 384
"""maximum numbers of tokens of a question and of a passage"""
_LENGTH_STEP = 16
"""Texts are padded to a multiple of this number of tokens. PyTorch keeps memory for every length that it has seen."""
_KEPT_PASSAGES = 200
"""number of passages whose states are kept; 200 passages take 40 MB"""


class _Read(NamedTuple):
    """A text after the first layers."""

    states: Tensor
    """shape (tokens, dimension)"""
    places: NDArray[np.int64]
    """offsets in the text, with its prompt, at which each token begins and ends, shape (tokens, 2)"""


class JointReader:
    """The first layers of the bundled model, and the layers that read a question together with a passage. Thread-safe.

    Args:
        model: the bundled model, whose tokenizer and first layers are used.
        weights: the weights of the layers, by name.

    Raises:
        RuntimeError: a weight is missing or has another shape.
    """

    def __init__(self, model: SharedModel, weights: Mapping[str, Tensor]) -> None:
        self._model = model
        bert: Any = model[0].model
        self._embeddings, layers = bert.embeddings, bert.encoder.layer
        self._first = layers[:SPLIT]
        precision = next(bert.parameters()).dtype
        self._joint = JointLayers(copy.deepcopy(layers[SPLIT:]), bert.config.hidden_size)
        self._joint.load_state_dict(weights)
        self._joint.layers.to(precision)
        self._joint.eval()
        # One thread at a time: a reading occupies all processors, and the kept states are shared.
        self._reading = threading.Lock()
        self._kept: OrderedDict[str, _Read] = OrderedDict()

    def read(self, question: str, texts: Sequence[str]) -> list[SpanReading]:
        """Read texts together with a question; see :meth:`embeddings.span_reader.SpanReader.read`.

        Args:
            question: the question, in simplified characters.
            texts: the texts, in simplified characters.
        """
        with self._reading, torch.inference_mode():
            asked = self._read_apart(f"{QUESTION_PROMPT}{question}", QUESTION_TOKENS).states
            return [self._read_together(asked, self._passage(text)) for text in texts]

    def _passage(self, text: str) -> "_Read":
        """Return a passage after the first layers; the latest ones are kept."""
        if text not in self._kept:
            self._kept[text] = self._read_apart(f"{PASSAGE_PROMPT}{text}", PASSAGE_TOKENS)
        self._kept.move_to_end(text)
        if len(self._kept) > _KEPT_PASSAGES:
            self._kept.popitem(last=False)
        return self._kept[text]

    def _read_apart(self, text: str, longest: int) -> "_Read":
        """Return a text after the first layers."""
        tokens = self._model.tokens([text], longest, _LENGTH_STEP)
        states = self._embeddings(tokens["input_ids"])
        mask = tokens["attention_mask"].bool()
        hidden = (~mask[:, None, None, :]) * torch.finfo(states.dtype).min
        for layer in self._first:
            states = layer(states, hidden.to(states.dtype))
        return _Read(states[mask], tokens["offset_mapping"][mask].numpy())

    def _read_together(self, asked: Tensor, passage: "_Read") -> SpanReading:
        """Return the reading of a passage, which has no other beside it: so there is little padding.

        Args:
            asked: the states of the question, shape (tokens, dimension).
            passage: the passage.
        """
        count = len(passage.states)
        padding = -count % _LENGTH_STEP
        states = torch.nn.functional.pad(passage.states, (0, 0, 0, padding))[None]
        mask = torch.nn.functional.pad(torch.ones(1, count), (0, padding))
        spans, relevance = self._joint(asked[None], torch.ones(1, len(asked)), states, mask)
        places = np.maximum(passage.places - len(PASSAGE_PROMPT), 0)
        return SpanReading(float(relevance[0]), places, spans[0, :count].numpy())
