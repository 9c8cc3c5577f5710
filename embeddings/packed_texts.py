"""Encode short texts one after the other in a row, so that the model does not compute padding.

The sentences of a passage differ in length. In a batch, each is padded to the longest; of the articles of a law, almost
half of the tokens are then padding. In a row, a token sees the tokens of its own text alone, and the positions start
anew with each text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from embeddings.shared_model import SharedModel

_ROW_TOKENS = 256
"""maximum number of tokens in a row of more than one text; the time of the attention grows with its square"""
_LENGTH_STEP = 16
"""A row is padded to a multiple of this number of tokens. PyTorch keeps memory for every length that it has seen."""
_NO_TEXT = -1


def mean_states(model: SharedModel, texts: Sequence[str], longest: int) -> NDArray[np.float32]:
    """Return the mean of the last hidden states of each text's tokens, shape (texts, dimension).

    Args:
        model: a model of the type BERT.
        texts: the texts with their prompts, at least one.
        longest: maximum number of tokens of a text, including special tokens; a longer text is truncated.
    """
    tokens = model.tokens(texts, longest, step=1)
    mask = tokens["attention_mask"].bool()
    ids, counts = tokens["input_ids"], mask.sum(dim=1).tolist()
    means: list[Tensor] = []
    with torch.inference_mode():
        for first, last in _rows(counts):
            of_row = mask[first:last]
            states = _states(model[0].model, ids[first:last][of_row], counts[first:last])
            means += [part.mean(dim=0) for part in states.split(counts[first:last])]
    return torch.stack(means).numpy()


def _rows(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first text of each row and the text after its last one."""
    first = length = 0
    for text, count in enumerate(counts):
        if text > first and length + count > _ROW_TOKENS:
            yield first, text
            first, length = text, 0
        length += count
    yield first, len(counts)


def _states(bert: Any, ids: Tensor, counts: Sequence[int]) -> Tensor:
    """Return the last hidden states of the texts of a row, in 32 bits, shape (tokens, dimension).

    Args:
        bert: the model.
        ids: the tokens of all texts, shape (tokens,).
        counts: the number of tokens of each text.
    """
    padding = -len(ids) % _LENGTH_STEP
    numbers = torch.arange(len(counts)).repeat_interleave(torch.tensor(counts))
    numbers = torch.nn.functional.pad(numbers, (0, padding), value=_NO_TEXT)
    positions = torch.cat([torch.arange(count) for count in (*counts, padding)])
    states = bert.embeddings(torch.nn.functional.pad(ids, (0, padding))[None], position_ids=positions[None])
    is_other = numbers[:, None] != numbers
    hidden = (is_other * torch.finfo(states.dtype).min).to(states.dtype)[None, None]
    for layer in bert.encoder.layer:
        states = layer(states, hidden)
    return states[0, : len(ids)].float()
