"""Values that are kept up to a number of them."""

from qa.recent import Recent


def test_the_value_that_was_put_in_first_is_dropped() -> None:
    kept = Recent[str, int](2)
    for key, value in (("a", 1), ("b", 2), ("b", 3), ("c", 4)):
        kept.put(key, value)
    assert [kept.get(key) for key in "abc"] == [None, 3, 4]
