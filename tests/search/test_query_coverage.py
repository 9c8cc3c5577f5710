"""How far the passages found cover a question."""

from qa.search.query_coverage import QueryCoverage, query_coverage


def test_every_place_is_looked_for_in_the_document() -> None:
    named = frozenset({"德阳", "四川"})
    assert query_coverage(named, ("四川省", "德阳市"), True) == QueryCoverage(True, True)
    assert query_coverage(named, ("四川省绵阳市",), False) == QueryCoverage(False, False)
    assert query_coverage(frozenset(), (), True) == QueryCoverage()
