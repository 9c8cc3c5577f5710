"""Store the matrices of a model in 8 bits, with one scale for each row."""

from collections.abc import Mapping

import torch
from torch import Tensor

_SCALE = "|scale"
_LARGEST = 127


def in_eight_bits(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return weights to store: matrices in 8 bits with their scales, everything else in 16 bits."""
    stored: dict[str, Tensor] = {}
    for name, weight in weights.items():
        if weight.dim() != 2 or weight.shape[0] <= 2:
            stored[name] = weight.half().contiguous()
            continue
        scale = weight.float().abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / _LARGEST
        stored[name] = (weight.float() / scale).round().to(torch.int8).contiguous()
        stored[name + _SCALE] = scale.contiguous()
    return stored


def from_eight_bits(stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the weights that :func:`in_eight_bits` stored, in 32 bits.

    Raises:
        KeyError: a scale is missing.
    """
    return {
        name: weight.float() * stored[name + _SCALE] if weight.dtype == torch.int8 else weight.float()
        for name, weight in stored.items()
        if not name.endswith(_SCALE)
    }
