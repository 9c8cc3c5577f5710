"""Short texts are encoded in a row, without padding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import Encoder
from embeddings.packed_texts import _ROW_TOKENS, _rows, mean_states

LONGEST = 512
TEXTS = st.lists(st.text(st.sampled_from("养犬应当登记，第3条。甲 A"), max_size=60), min_size=1, max_size=12)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@settings(max_examples=15, deadline=None)
@given(texts=TEXTS)
def test_vectors_are_those_of_the_padded_batch(encoder: Encoder, texts: list[str]) -> None:
    model = encoder.load()
    padded = model.encode(texts, prompt="", show_progress_bar=False, convert_to_numpy=True).astype(np.float32)
    cosines = np.vecdot(_unit(mean_states(model, texts, LONGEST)), _unit(padded))
    assert cosines.min() > 0.9998


def test_a_text_does_not_see_the_others_of_its_row(encoder: Encoder) -> None:
    model = encoder.load()
    alone = _unit(mean_states(model, ["passage: 企业开办时间缩短到4天。"], LONGEST))[0]
    among = _unit(mean_states(model, ["passage: 今天天气很好。", "passage: 企业开办时间缩短到4天。"], LONGEST))[1]
    assert alone @ among > 0.9999


def test_a_text_longer_than_a_row_is_read_up_to_the_longest(encoder: Encoder) -> None:
    model = encoder.load()
    long = "passage: " + "企业开办时间缩短。" * 200
    cut, whole = (_unit(mean_states(model, [text], LONGEST))[0] for text in (long, long + "今天天气很好。" * 50))
    assert cut @ whole == pytest.approx(1, abs=1e-4)
    short = _unit(mean_states(model, [long], 64))[0]
    assert short @ cut < 0.9999


@given(st.lists(st.integers(1, 2 * _ROW_TOKENS), min_size=1, max_size=40))
def test_rows_hold_every_text_once_and_are_long_only_if_a_text_is(counts: list[int]) -> None:
    rows = list(_rows(counts))
    assert [text for first, last in rows for text in range(first, last)] == list(range(len(counts)))
    assert all(last - first == 1 or sum(counts[first:last]) <= _ROW_TOKENS for first, last in rows)
