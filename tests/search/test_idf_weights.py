"""The weights of a question's bigrams."""

from hypothesis import given
from hypothesis import strategies as st

from qa.search.idf_weights import IdfWeights

BIGRAMS = st.frozensets(st.sampled_from(["甲乙", "乙丙", "丙丁", "丁戊"]))


def test_a_bigram_that_few_passages_hold_weighs_more() -> None:
    weights = IdfWeights({"防控", "德阳"}, [frozenset({"防控"}), frozenset({"防控", "德阳"}), frozenset({"防控"})])
    assert 0 < weights.coverage(frozenset({"防控"})) < 0.5 < weights.coverage(frozenset({"德阳"}))


@given(BIGRAMS, st.lists(BIGRAMS, max_size=8), BIGRAMS, BIGRAMS)
def test_more_bigrams_never_lower_the_coverage(
    bigrams: frozenset[str], passages: list[frozenset[str]], some: frozenset[str], more: frozenset[str]
) -> None:
    weights = IdfWeights(bigrams, [passage & bigrams for passage in passages])
    assert 0 <= weights.coverage(some) <= weights.coverage(some | more) <= 1 + 1e-9
