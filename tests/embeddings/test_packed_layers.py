"""Transformer layers over texts in a row."""

import copy
import gc
import weakref

import pytest
import torch
from transformers import BertConfig, BertModel

from embeddings import packed_layers
from embeddings.eight_bit_linear import has_eight_bit_instructions
from embeddings.packed_layers import PackedLayers

COUNTS = [5, 1, 17, 9]


@pytest.fixture(scope="module")
def bert() -> BertModel:
    torch.manual_seed(0)
    config = BertConfig(vocab_size=10, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64)
    return BertModel(config, add_pooling_layer=False).eval()


@pytest.fixture
def states() -> torch.Tensor:
    return torch.randn(sum(COUNTS), 32, generator=torch.Generator().manual_seed(4))


def _apart(bert: BertModel, states: torch.Tensor) -> torch.Tensor:
    """Return the states after the layers, each text in a batch of its own."""
    found = []
    for text in states.split(COUNTS):
        after = text[None]
        for layer in bert.encoder.layer:
            after = layer(after)
        found.append(after[0])
    return torch.cat(found)


@torch.inference_mode()
def test_states_are_those_of_the_texts_by_themselves(bert: BertModel, states: torch.Tensor) -> None:
    packed = PackedLayers(bert.encoder.layer, in_eight_bits=False)(states, COUNTS)
    assert torch.allclose(packed, _apart(bert, states), atol=1e-5)


@pytest.mark.skipif(not has_eight_bit_instructions(), reason="the processor has no 8-bit instructions")
def test_in_8_bits_the_weights_in_more_bits_are_not_kept(bert: BertModel, states: torch.Tensor) -> None:
    layers = copy.deepcopy(bert.encoder.layer)
    weight = weakref.ref(layers.get_parameter("0.intermediate.dense.weight"))
    packed = PackedLayers(layers, in_eight_bits=True)
    del layers
    gc.collect()
    assert weight() is None
    assert packed(states, COUNTS).shape == states.shape


@torch.inference_mode()
def test_without_8_bit_instructions_the_layers_keep_their_precision(
    bert: BertModel, states: torch.Tensor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_layers, "has_eight_bit_instructions", lambda: False)
    packed = PackedLayers(bert.encoder.layer, in_eight_bits=True)(states, COUNTS)
    assert torch.allclose(packed, _apart(bert, states), atol=1e-5)
