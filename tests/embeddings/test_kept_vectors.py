"""The vectors of the latest texts are kept."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.kept_vectors import KeptVectors


def _lengths(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.array([[len(text), len(text) + 1] for text in texts], dtype=np.float32)


@given(st.lists(st.lists(st.text("甲乙", max_size=4), min_size=1, max_size=6), max_size=8))
def test_vectors_are_those_of_the_texts_in_their_order(calls: list[list[str]]) -> None:
    kept = KeptVectors(_lengths, 3)
    for texts in calls:
        assert np.array_equal(kept.vectors(texts), _lengths(texts))


def test_only_texts_that_are_not_kept_are_computed_each_once() -> None:
    computed: list[list[str]] = []

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        computed.append(list(texts))
        return _lengths(texts)

    kept = KeptVectors(encode, 2)
    for texts in (["甲", "乙", "甲"], ["乙"], ["丙"], ["甲", "乙"]):
        kept.vectors(texts)
    assert computed == [["甲", "乙"], ["丙"], ["甲"]]


def test_a_caller_cannot_change_what_is_kept() -> None:
    kept = KeptVectors(_lengths, 2)
    kept.vectors(["甲"])[:] = 0
    assert kept.vectors(["甲"])[0, 0] == 1


def test_nothing_is_kept_of_a_call_that_fails() -> None:
    def fail(_: Sequence[str]) -> NDArray[np.float32]:
        raise ValueError("damaged")

    kept = KeptVectors(fail, 2)
    for _ in range(2):
        with pytest.raises(ValueError, match="damaged"):
            kept.vectors(["甲"])
