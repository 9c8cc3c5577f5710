"""A linear layer that multiplies in 8 bits, for processors with instructions for it.

The weights have one scale for each row, and the inputs one for each token, so that a token's result does not depend on
the other tokens. The product is computed by the operator of oneDNN that PyTorch's own compiler emits for quantised
models.
"""

import torch
from torch import Tensor

_LARGEST, _SMALLEST_SCALE = 127, 1e-8
_UNSIGNED_ZERO = 128
"""zero point of the inputs, which the operator takes as unsigned numbers"""
_INSTRUCTIONS = ("avx512_vnni", "avx_vnni")


def has_eight_bit_instructions() -> bool:
    """Return whether the processor multiplies 8-bit numbers natively and PyTorch has the operator for it."""
    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    has_operator = torch.backends.mkldnn.is_available() and hasattr(torch.ops.onednn, "qlinear_pointwise")
    return has_operator and any(capabilities.get(name) for name in _INSTRUCTIONS)


class EightBitLinear:
    """A linear layer with weights and inputs in 8 bits, and outputs in 32 bits.

    Args:
        weight: shape (size of the outputs, size of the inputs).
        bias: shape (size of the outputs,).
    """

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        weight = weight.float()
        self._scales = (weight.abs().amax(dim=1) / _LARGEST).clamp(min=_SMALLEST_SCALE)
        rounded = (weight / self._scales[:, None]).round().to(torch.int8)
        self._weight = torch.ops.onednn.qlinear_prepack(rounded, None)
        self._zeros = torch.zeros(len(weight), dtype=torch.int32)
        self._bias = bias.float()

    def __call__(self, inputs: Tensor) -> Tensor:
        """Return the outputs, shape (tokens, size), of inputs in 32 bits."""
        scales = inputs.abs().amax(dim=1, keepdim=True).div_(_LARGEST).clamp_(min=_SMALLEST_SCALE)
        rounded = (inputs / scales).round_().to(torch.int8)
        # Flipping the sign bit adds 128.
        unsigned = rounded.view(torch.uint8).bitwise_xor_(_UNSIGNED_ZERO)
        product: Tensor = torch.ops.onednn.qlinear_pointwise(
            unsigned, 1.0, _UNSIGNED_ZERO, self._weight, self._scales, self._zeros, None,
            1.0, 0, torch.float32, "none", [], "",
        )  # fmt: skip
        return torch.addcmul(self._bias, product, scales)
