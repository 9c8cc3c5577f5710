"""Shingles, against sets of the shingles themselves."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.search.shingles import resemble, shingles

TEXTS = st.text("甲乙丙。 a1_", max_size=45)


def plain(text: str) -> set[str]:
    letters = re.sub(r"[\W_]+", "", text)
    size = 5 if len(letters) >= 20 else max(1, len(letters))
    return {letters[start : start + size] for start in range(len(letters) - size + 1)}


@settings(deadline=None, max_examples=30)
@given(TEXTS, TEXTS, st.sampled_from([0.3, 0.5, 0.9]))
def test_shingles_and_resemblance_are_those_of_the_sets(one: str, other: str, least: float) -> None:
    first, second = plain(one), plain(other)
    assert len(shingles(one)) == len(first)
    wanted = len(first & second) >= least * len(first | second)
    assert resemble(shingles(one), shingles(other), least) == wanted
