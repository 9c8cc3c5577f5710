"""Transformer layers over texts that stand in rows, without padding between them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import Tensor
from torch.nn import Module, functional

from embeddings.eight_bit_linear import EightBitLinear, has_eight_bit_instructions

_ROW_TOKENS = 256
"""maximum number of tokens in a row of more than one text; longer rows are slower, because they leave the cache"""
_LENGTH_STEP = 16
"""Rows, and texts in the attention, are padded to a multiple of this number of tokens. PyTorch keeps memory for every
length that it has seen, and the softmax is faster then."""
_Linear = Callable[[Tensor], Tensor]
"""from inputs to outputs, both in 32 bits, shape (tokens, size)"""


class PackedLayers:
    """Layers of a model of the type BERT.

    Each token sees the tokens of its own text alone, so a text's states do not depend on the other texts.

    Args:
        layers: the layers.
        in_eight_bits: whether to multiply in 8 bits if the processor has instructions for it, instead of in the
            precision of the layers: faster for long texts, and a little less exact.
    """

    # With gradients, what is made here would keep the parameters that it is made from in memory.
    @torch.no_grad()
    def __init__(self, layers: Iterable[Module], *, in_eight_bits: bool) -> None:
        linear = EightBitLinear if in_eight_bits and has_eight_bit_instructions() else _in_own_precision
        self._layers = [_Layer(layer, linear) for layer in layers]

    def __call__(self, texts: Sequence[Tensor]) -> list[Tensor]:
        """Return the states of texts after the layers, each in 32 bits, shape (tokens, dimension).

        Args:
            texts: the states of each text's tokens before the layers, in 32 bits, shape (tokens, dimension).
        """
        # Texts of similar length share a row, because the attention pads them to the longest.
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        after: dict[int, Tensor] = {}
        for first, last in _rows([len(texts[number]) for number in order]):
            chosen = order[first:last]
            row = self._after_row([texts[number] for number in chosen])
            after.update(zip(chosen, row, strict=True))
        return [after[number] for number in range(len(texts))]

    def _after_row(self, texts: Sequence[Tensor]) -> tuple[Tensor, ...]:
        """Return the states of the texts of a row after the layers."""
        counts = [len(text) for text in texts]
        row = _Row.of(counts)
        states = functional.pad(torch.cat(list(texts)), (0, 0, 0, -sum(counts) % _LENGTH_STEP))
        for layer in self._layers:
            states = layer(states, row)
        return states[: sum(counts)].split(counts)


def _rows(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first text of each row and the text after its last one.

    Args:
        counts: the number of tokens of each text.
    """
    first = length = 0
    for text, count in enumerate(counts):
        if text > first and length + count > _ROW_TOKENS:
            yield first, text
            first, length = text, 0
        length += count
    if counts:
        yield first, len(counts)


@dataclass(frozen=True, slots=True)
class _Row:
    """Index tensors and attention mask of the texts of a row."""

    padded: Tensor
    """the token at each place of each text when the texts are padded, shape (texts, places)"""
    kept: Tensor
    """the places that are not padding, counted through all texts, shape (tokens,)"""
    mask: Tensor
    """added to the logits of the attention, shape (texts, 1, 1, places)"""

    @classmethod
    def of(cls, counts: Sequence[int]) -> Self:
        """Return the row of texts with these numbers of tokens."""
        lengths = torch.tensor(counts)
        places = torch.arange(-(-max(counts) // _LENGTH_STEP) * _LENGTH_STEP)
        is_token = places < lengths[:, None]
        starts = lengths.cumsum(0) - lengths
        padded = (starts[:, None] + places).where(is_token, torch.tensor(0))
        mask = (~is_token)[:, None, None, :] * torch.finfo(torch.float32).min
        return cls(padded, is_token.flatten().nonzero().squeeze(1), mask)


class _Layer:
    """One layer.

    Args:
        layer: a layer of the model.
        linear: makes a linear layer from its weight and bias.
    """

    def __init__(self, layer: Any, linear: Callable[[Tensor, Tensor], _Linear]) -> None:
        attention, output = layer.attention.self, layer.attention.output
        parts = attention.query, attention.key, attention.value
        self._heads = attention.num_attention_heads
        self._query_key_value = linear(
            torch.cat([part.weight for part in parts]), torch.cat([part.bias for part in parts])
        )
        self._attention_output = linear(output.dense.weight, output.dense.bias)
        self._intermediate = linear(layer.intermediate.dense.weight, layer.intermediate.dense.bias)
        self._output = linear(layer.output.dense.weight, layer.output.dense.bias)
        self._norms = [
            (norm.weight.shape, norm.weight.float(), norm.bias.float(), norm.eps)
            for norm in (output.LayerNorm, layer.output.LayerNorm)
        ]

    def __call__(self, states: Tensor, row: _Row) -> Tensor:
        """Return the states after the layer, shape (tokens, dimension)."""
        seen = functional.layer_norm(self._attention_output(self._attend(states, row)).add_(states), *self._norms[0])
        wide = functional.gelu(self._intermediate(seen))
        return functional.layer_norm(self._output(wide).add_(seen), *self._norms[1])

    def _attend(self, states: Tensor, row: _Row) -> Tensor:
        """Return the values that each token takes from the tokens of its text, shape (tokens, dimension)."""
        tokens, dimension = states.shape
        parts = self._query_key_value(states).view(tokens, 3, self._heads, -1)
        query, key, value = parts[row.padded].permute(2, 0, 3, 1, 4)
        taken = functional.scaled_dot_product_attention(query, key, value, attn_mask=row.mask)
        taken = taken.transpose(1, 2).reshape(-1, dimension)[row.kept]
        return functional.pad(taken, (0, 0, 0, tokens - len(taken)))


def _in_own_precision(weight: Tensor, bias: Tensor) -> _Linear:
    """Return a linear layer that multiplies in the precision of its weight."""
    return lambda inputs: functional.linear(inputs.to(weight.dtype), weight, bias).float()
