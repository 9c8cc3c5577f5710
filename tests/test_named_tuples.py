"""Many named tuples at once."""

from qa.named_tuples import made_of
from qa.search import Features


def test_the_tuples_are_those_that_the_class_makes() -> None:
    made = made_of(Features, iter([(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)]))
    assert made == [Features(1.0, 2.0, 3.0), Features(4.0, 5.0, 6.0)]
    assert [type(each) for each in made] == [Features, Features]
    assert made[1].sentence == 6.0
