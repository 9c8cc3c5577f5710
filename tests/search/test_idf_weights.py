"""The weights of a question's bigrams."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.search.idf_weights import IdfWeights

HELD = st.lists(st.booleans(), min_size=4, max_size=4)


def test_a_bigram_that_few_passages_hold_weighs_more() -> None:
    common, rare = [True, False], [False, True]
    weights = IdfWeights(np.array([common, [True, True], common]))
    covered = weights.coverage(np.array([common, rare]))
    assert 0 < covered[0] < 0.5 < covered[1]
    assert covered.sum() == 1


def test_the_weight_of_a_bigram_is_its_smoothed_idf() -> None:
    weights = IdfWeights(np.array([[True, True], [True, False], [True, False]]))
    rare = 1 + np.log(4 / 2)
    assert np.allclose(weights.coverage(np.array([[False, True]])), rare / (1 + rare))


@given(st.lists(HELD, max_size=8), HELD, HELD)
def test_more_bigrams_never_lower_the_coverage(passages: list[list[bool]], some: list[bool], more: list[bool]) -> None:
    weights = IdfWeights(np.array(passages, dtype=np.bool_).reshape(-1, 4))
    less, greater = weights.coverage(np.array([some, np.logical_or(some, more)]))
    assert 0 <= less <= greater <= 1


def test_nothing_of_a_question_without_bigrams_is_covered() -> None:
    weights = IdfWeights(np.zeros((3, 0), dtype=np.bool_))
    assert weights.coverage(np.zeros((2, 0), dtype=np.bool_)).tolist() == [0, 0]
