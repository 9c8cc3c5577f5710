"""Weights survive storing in 8 bits."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from embeddings.eight_bits import from_eight_bits, in_eight_bits


@given(st.integers(3, 12), st.integers(1, 20), st.floats(1e-4, 1e3))
def test_a_matrix_differs_by_at_most_half_a_step_of_its_row(rows: int, columns: int, size: float) -> None:
    matrix = torch.randn(rows, columns) * size
    stored = in_eight_bits({"weight": matrix})
    assert stored["weight"].dtype == torch.int8
    step = matrix.abs().amax(dim=1, keepdim=True) / 127
    assert bool(((from_eight_bits(stored)["weight"] - matrix).abs() <= step * 0.51 + 1e-7).all())


def test_vectors_and_small_matrices_keep_sixteen_bits() -> None:
    weights = {"bias": torch.randn(5), "head": torch.randn(2, 384), "number": torch.tensor(-18.25)}
    found = from_eight_bits(in_eight_bits(weights))
    assert all(torch.equal(found[name], weight.half().float()) for name, weight in weights.items())


def test_a_missing_scale_is_an_error() -> None:
    with pytest.raises(KeyError):
        from_eight_bits({"weight": torch.zeros(4, 4, dtype=torch.int8)})
