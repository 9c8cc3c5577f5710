"""Transformer layers over texts in a row."""

import copy
import gc
import weakref

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertConfig, BertModel

from embeddings import packed_layers
from embeddings.eight_bit_linear import has_eight_bit_instructions
from embeddings.packed_layers import _ROW_TOKENS, PackedLayers, _rows

COUNTS = [5, 1, 317, 17, 9]


@pytest.fixture(scope="module")
def bert() -> BertModel:
    torch.manual_seed(0)
    config = BertConfig(vocab_size=10, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64)
    return BertModel(config, add_pooling_layer=False).eval()


@pytest.fixture
def texts() -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(4)
    return [torch.randn(count, 32, generator=generator) for count in COUNTS]


def _apart(bert: BertModel, text: torch.Tensor) -> torch.Tensor:
    """Return the states of a text after the layers, in a batch of its own."""
    after = text[None]
    for layer in bert.encoder.layer:
        after = layer(after)
    return after[0]


@torch.inference_mode()
def test_states_are_those_of_the_texts_by_themselves(bert: BertModel, texts: list[torch.Tensor]) -> None:
    packed = PackedLayers(bert.encoder.layer, in_eight_bits=False)(texts)
    assert len(packed) == len(texts)
    assert all(torch.allclose(after, _apart(bert, text), atol=1e-5) for after, text in zip(packed, texts, strict=True))


@pytest.mark.skipif(not has_eight_bit_instructions(), reason="the processor has no 8-bit instructions")
def test_in_8_bits_the_weights_in_more_bits_are_not_kept(bert: BertModel, texts: list[torch.Tensor]) -> None:
    layers = copy.deepcopy(bert.encoder.layer)
    weight = weakref.ref(layers.get_parameter("0.intermediate.dense.weight"))
    packed = PackedLayers(layers, in_eight_bits=True)
    del layers
    gc.collect()
    assert weight() is None
    assert [after.shape for after in packed(texts)] == [text.shape for text in texts]


@torch.inference_mode()
def test_without_8_bit_instructions_the_layers_keep_their_precision(
    bert: BertModel, texts: list[torch.Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_layers, "has_eight_bit_instructions", lambda: False)
    (packed,) = PackedLayers(bert.encoder.layer, in_eight_bits=True)(texts[:1])
    assert torch.allclose(packed, _apart(bert, texts[0]), atol=1e-5)


@given(st.lists(st.integers(1, 2 * _ROW_TOKENS), max_size=40))
def test_rows_hold_every_text_once_and_are_long_only_if_a_text_is(counts: list[int]) -> None:
    rows = list(_rows(counts))
    assert [text for first, last in rows for text in range(first, last)] == list(range(len(counts)))
    assert all(last - first == 1 or sum(counts[first:last]) <= _ROW_TOKENS for first, last in rows)
