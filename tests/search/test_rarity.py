"""The weights of a question's pairs of characters."""

from hypothesis import given
from hypothesis import strategies as st

from qa.search.rarity import Rarity

PAIRS = st.frozensets(st.sampled_from(["甲乙", "乙丙", "丙丁", "丁戊"]))


def test_what_few_passages_have_weighs_more() -> None:
    rarity = Rarity({"防控", "德阳"}, [frozenset({"防控"}), frozenset({"防控", "德阳"}), frozenset({"防控"})])
    assert 0 < rarity.share(frozenset({"防控"})) < 0.5 < rarity.share(frozenset({"德阳"}))


@given(PAIRS, st.lists(PAIRS, max_size=8), PAIRS, PAIRS)
def test_more_pairs_are_never_worth_less(
    pairs: frozenset[str], passages: list[frozenset[str]], some: frozenset[str], more: frozenset[str]
) -> None:
    rarity = Rarity(pairs, [passage & pairs for passage in passages])
    assert 0 <= rarity.share(some) <= rarity.share(some | more) <= 1 + 1e-9
