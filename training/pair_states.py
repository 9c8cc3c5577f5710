"""The states of questions and passages after the bundled model's first layers, the input of the reader's layers."""

import random
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import BertModel, PreTrainedTokenizerFast

from embeddings import bundled_checkpoint
from embeddings.halved_model import PASSAGE_PROMPT, QUESTION_PROMPT, SPLIT
from embeddings.joint_reader import PASSAGE_TOKENS, QUESTION_TOKENS
from qa.types import Span

_BATCH = 24
_LENGTH_STEP, _QUESTION_LENGTH_STEP = 32, 16
_KEPT, _DROPPED = 24_000, 4_000
"""maximum number of passages whose states are kept, and the number dropped when there are more"""


class PairStates:
    """Computes states, and keeps those of passages."""

    def __init__(self) -> None:
        folder = bundled_checkpoint()
        self._tokenizer = PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)
        bert = BertModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32, local_files_only=True)
        bert.eval().requires_grad_(False)
        self._embeddings, self._layers = bert.embeddings, bert.encoder.layer[:SPLIT]
        self._kept: dict[str, tuple[Tensor, NDArray[np.int64]]] = {}

    def of_questions(self, questions: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return states, shape (questions, tokens, dimension), and the tokens' mask, shape (questions, tokens)."""
        texts = [f"{QUESTION_PROMPT}{question}" for question in questions]
        tokens = self._tokens(texts, QUESTION_TOKENS, _QUESTION_LENGTH_STEP)
        return self._states(tokens["input_ids"], tokens["attention_mask"]), tokens["attention_mask"].float()

    def of_passages(self, passages: Sequence[str]) -> list[tuple[Tensor, NDArray[np.int64]]]:
        """Return for each passage its states, shape (tokens, dimension), and the places of its tokens in the text.

        The places have the shape (tokens, 2); a token without a place has an empty one.
        """
        missing = sorted({each for each in passages if each not in self._kept}, key=len)
        for at in range(0, len(missing), _BATCH):
            part = missing[at : at + _BATCH]
            tokens = self._tokens([f"{PASSAGE_PROMPT}{each}" for each in part], PASSAGE_TOKENS, _LENGTH_STEP)
            states = self._states(tokens["input_ids"], tokens["attention_mask"])
            for row, text in enumerate(part):
                count = int(tokens["attention_mask"][row].sum())
                places = tokens["offset_mapping"][row][:count].numpy() - len(PASSAGE_PROMPT)
                self._kept[text] = states[row, :count].clone(), np.maximum(places, 0)
        found = [self._kept[each] for each in passages]
        if len(self._kept) > _KEPT:
            for text in random.Random(len(passages)).sample(list(self._kept), _DROPPED):
                del self._kept[text]
        return found

    def _tokens(self, texts: Sequence[str], longest: int, step: int) -> dict[str, Tensor]:
        tokens: dict[str, Tensor] = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=longest,
            pad_to_multiple_of=step,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        return tokens

    @torch.no_grad()
    def _states(self, ids: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._embeddings(ids)
            hidden = ((~mask.bool())[:, None, None, :] * torch.finfo(torch.bfloat16).min).to(torch.bfloat16)
            for layer in self._layers:
                states = layer(states, hidden)
        return states.to(torch.bfloat16)


def answer_tokens(places: NDArray[np.int64], answer: Span) -> tuple[int, int] | None:
    """Return the first and the last token of an answer, or ``None`` if not all of it was read.

    Args:
        places: where each token begins and ends, shape (tokens, 2).
        answer: the place of the answer.
    """
    starts, ends = places.T
    rows = np.flatnonzero((ends > starts) & (starts < answer.end) & (ends > answer.start))
    if not len(rows) or ends[rows[-1]] < answer.end - 1:
        return None
    return int(rows[0]), int(rows[-1])


def padded(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return states of several passages in one tensor, shape (passages, tokens, dimension), and the tokens' mask."""
    longest = -(-max(map(len, states)) // _LENGTH_STEP) * _LENGTH_STEP
    padded = states[0].new_zeros(len(states), longest, states[0].shape[1])
    mask = torch.zeros(len(states), longest)
    for row, each in enumerate(states):
        padded[row, : len(each)] = each
        mask[row, : len(each)] = 1
    return padded, mask
