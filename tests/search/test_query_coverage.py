"""How far the passages found cover a question."""

from qa.search.query_coverage import QueryCoverage, query_coverage


def test_places_are_looked_for_in_the_document_and_then_in_all_passages() -> None:
    named = frozenset({"德阳", "四川"})
    assert query_coverage(named, ("四川省", "德阳市"), (), True) == QueryCoverage(True, True, True)
    assert query_coverage(named, ("四川省绵阳市",), ("德阳",), True) == QueryCoverage(False, True, True)
    assert query_coverage(named, ("四川省绵阳市",), ("成都",), False) == QueryCoverage(False, False, False)
