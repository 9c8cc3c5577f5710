"""The places that a question names."""

import pytest

from qa.question import places


@pytest.mark.parametrize(
    ("question", "named"),
    [("德阳市对申报时限有什么规定?", {"德阳"}), ("廣州的排名第幾?", {"广州"}), ("企业开办时间缩短到几天?", set())],
)
def test_places_are_given_without_their_kind(question: str, named: set[str]) -> None:
    assert places(question) == named
