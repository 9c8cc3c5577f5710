"""The bundled model as it reads passages together with a question."""

import copy
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from embeddings.halved_model import PASSAGE_PROMPT, SPLIT, HalvedModel, HiddenStates
from embeddings.joint_layers import JointLayers
from embeddings.latest_results import LatestResults
from embeddings.packed_layers import PackedLayers
from embeddings.span_reading import SpanReading

QUESTION_TOKENS, PASSAGE_TOKENS = 48, 384
"""maximum numbers of tokens of a question and of a passage"""
_KEPT_PASSAGES = 200
"""number of passages whose states are kept; 200 passages take 40 MB in this precision"""
_KEPT_PRECISION = torch.bfloat16


class JointReader:
    """The first half of the bundled model, and the layers that read a question together with a passage. Thread-safe.

    Args:
        halves: the bundled model, whose first half is used.
        weights: the weights of the layers, by name.

    Raises:
        RuntimeError: a weight is missing or has another shape.
    """

    def __init__(self, halves: HalvedModel, weights: Mapping[str, Tensor]) -> None:
        self._halves = halves
        bert: Any = halves.model[0].model
        self._joint = JointLayers(copy.deepcopy(bert.encoder.layer[SPLIT:]).float(), bert.config.hidden_size)
        self._joint.load_state_dict(weights)
        self._joint.eval()
        self._layers = PackedLayers(self._joint.layers, in_eight_bits=True)
        del self._joint.layers
        # One thread at a time: a reading occupies all processors.
        self._reading = threading.Lock()
        self._passages = LatestResults(self._first_half, _KEPT_PASSAGES)

    def read(self, question: str, texts: Sequence[str]) -> list[SpanReading]:
        """Read texts together with a question; see :meth:`embeddings.span_reader.SpanReader.read`.

        Args:
            question: the question, in simplified characters.
            texts: the texts, in simplified characters.
        """
        with self._reading, torch.inference_mode():
            asked = self._halves.question(question, QUESTION_TOKENS)
            passages = self._passages.of(texts)
            of_question, of_passage = self._joint.kind
            pairs = [torch.cat([asked + of_question, passage.states.float() + of_passage]) for passage in passages]
            after = self._layers(pairs)
            return [self._reading_of(*pair, len(asked)) for pair in zip(after, passages, strict=True)]

    def _first_half(self, texts: Sequence[str]) -> list[HiddenStates]:
        """Return passages after the first half, in the precision in which they are kept."""
        read = self._halves.passages(texts, PASSAGE_TOKENS)
        return [each._replace(states=each.states.to(_KEPT_PRECISION)) for each in read]

    def _reading_of(self, states: Tensor, passage: HiddenStates, asked: int) -> SpanReading:
        """Return the reading of a passage.

        Args:
            states: the states of the pair after the layers, shape (tokens, dimension).
            passage: the passage.
            asked: the number of tokens of the question.
        """
        parts = [part[None] for part in states.split([asked, len(states) - asked])]
        (of_question, of_passage), masks = parts, [torch.ones(part.shape[:2]) for part in parts]
        spans, relevance = self._joint.outputs(of_question, masks[0], of_passage, masks[1])
        places = np.maximum(passage.places - len(PASSAGE_PROMPT), 0)
        return SpanReading(float(relevance[0]), places, spans[0].numpy())
