"""Whether a document can answer at all."""

import pytest

from qa.search.fit import Fit, fit, places


@pytest.mark.parametrize(
    ("question", "named"),
    [("德阳市对申报时限有什么规定?", {"德阳"}), ("廣州的排名第幾?", {"广州"}), ("企业开办时间缩短到几天?", set())],
)
def test_the_places_of_a_question_are_known_without_their_kind(question: str, named: set[str]) -> None:
    assert places(question) == named


def test_a_place_that_the_document_does_not_name_is_looked_for_in_the_passages_found() -> None:
    named = frozenset({"德阳", "四川"})
    assert fit(named, ("四川省", "德阳市"), (), True) == Fit(True, True, True)
    assert fit(named, ("四川省绵阳市",), ("德阳",), True) == Fit(False, True, True)
    assert fit(named, ("四川省绵阳市",), ("成都",), False) == Fit(False, False, False)
