"""A linear layer that multiplies in 8 bits."""

import pytest
import torch
from torch.nn import functional

from embeddings.eight_bit_linear import EightBitLinear, has_eight_bit_instructions

pytestmark = pytest.mark.skipif(not has_eight_bit_instructions(), reason="the processor has no 8-bit instructions")


@pytest.fixture
def weight() -> torch.Tensor:
    return torch.randn(48, 64, generator=torch.Generator().manual_seed(1))


def test_outputs_are_nearly_those_in_32_bits(weight: torch.Tensor) -> None:
    bias = torch.arange(48.0)
    inputs = torch.randn(16, 64, generator=torch.Generator().manual_seed(2))
    exact = functional.linear(inputs, weight, bias)
    error = (EightBitLinear(weight, bias)(inputs) - exact).norm() / (exact - bias).norm()
    assert error < 0.02


def test_a_token_does_not_depend_on_the_others(weight: torch.Tensor) -> None:
    layer = EightBitLinear(weight, torch.zeros(48))
    inputs = torch.randn(16, 64, generator=torch.Generator().manual_seed(3))
    large = inputs.clone()
    large[1:] *= 1000
    assert torch.equal(layer(inputs)[0], layer(large)[0])


def test_a_token_of_zeros_gives_the_bias(weight: torch.Tensor) -> None:
    bias = torch.arange(48.0)
    assert torch.equal(EightBitLinear(weight, bias)(torch.zeros(4, 64)), bias.expand(4, 48))
