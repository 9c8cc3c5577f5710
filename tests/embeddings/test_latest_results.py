"""What was computed from the latest texts is kept."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.latest_results import LatestResults


def _lengths(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


@given(st.lists(st.lists(st.text("甲乙", max_size=4), max_size=6), max_size=8))
def test_results_are_those_of_the_texts_in_their_order(calls: list[list[str]]) -> None:
    latest = LatestResults(_lengths, 3)
    for texts in calls:
        assert latest.of(texts) == _lengths(texts)


def test_only_texts_that_are_not_kept_are_computed_each_once() -> None:
    computed: list[list[str]] = []

    def compute(texts: Sequence[str]) -> list[int]:
        computed.append(list(texts))
        return _lengths(texts)

    latest = LatestResults(compute, 2)
    for texts in (["甲", "乙", "甲"], ["乙"], ["丙"], ["甲", "乙"]):
        latest.of(texts)
    assert computed == [["甲", "乙"], ["丙"], ["甲"]]


def test_nothing_is_kept_of_a_call_that_fails() -> None:
    def fail(_: Sequence[str]) -> list[int]:
        raise ValueError("damaged")

    latest = LatestResults(fail, 2)
    for _ in range(2):
        with pytest.raises(ValueError, match="damaged"):
            latest.of(["甲"])
