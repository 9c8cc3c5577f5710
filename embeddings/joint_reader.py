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
_BATCH, _LENGTH_STEP = 4, 16
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
            asked = self._read_apart([f"{QUESTION_PROMPT}{question}"], QUESTION_TOKENS)[0].states
            passages = self._passages(texts)
            readings: list[SpanReading | None] = [None] * len(texts)
            order = sorted(range(len(texts)), key=lambda number: len(passages[number].states))
            for at in range(0, len(order), _BATCH):
                chosen = order[at : at + _BATCH]
                spans, relevance = self._read_together(asked, [passages[number].states for number in chosen])
                for row, number in enumerate(chosen):
                    logits = spans[row, : len(passages[number].states)].numpy()
                    places = np.maximum(passages[number].places - len(PASSAGE_PROMPT), 0)
                    readings[number] = SpanReading(float(relevance[row]), places, logits)
        return [reading for reading in readings if reading]

    def _passages(self, texts: Sequence[str]) -> list["_Read"]:
        """Return passages after the first layers; the latest ones are kept."""
        missing = sorted({text for text in texts if text not in self._kept}, key=len)
        for at in range(0, len(missing), _BATCH):
            part = missing[at : at + _BATCH]
            found = self._read_apart([f"{PASSAGE_PROMPT}{text}" for text in part], PASSAGE_TOKENS)
            self._kept.update(zip(part, found, strict=True))
        for text in texts:
            self._kept.move_to_end(text)
        passages = [self._kept[text] for text in texts]
        while len(self._kept) > _KEPT_PASSAGES:
            self._kept.popitem(last=False)
        return passages

    def _read_apart(self, texts: Sequence[str], longest: int) -> list["_Read"]:
        """Return texts after the first layers."""
        tokens = self._model.tokens(texts, longest, _LENGTH_STEP)
        ids, mask = tokens["input_ids"], tokens["attention_mask"]
        states = self._embeddings(ids)
        hidden = (~mask.bool())[:, None, None, :] * torch.finfo(states.dtype).min
        for layer in self._first:
            states = layer(states, hidden.to(states.dtype))
        places = tokens["offset_mapping"].numpy()
        counts = mask.sum(dim=1).tolist()
        return [_Read(states[row, :count].clone(), places[row, :count]) for row, count in enumerate(counts)]

    def _read_together(self, asked: Tensor, states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        """Return the outputs of the joint layers for a question and passages; see :meth:`JointLayers.forward`."""
        longest = -(-max(map(len, states)) // _LENGTH_STEP) * _LENGTH_STEP
        passages = asked.new_zeros(len(states), longest, asked.shape[1])
        mask = torch.zeros(len(states), longest)
        for row, state in enumerate(states):
            passages[row, : len(state)] = state
            mask[row, : len(state)] = 1
        questions = asked.expand(len(states), -1, -1)
        spans, relevance = self._joint(questions, torch.ones(questions.shape[:2]), passages, mask)
        return spans, relevance
