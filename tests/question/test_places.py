"""The places that a question names."""

import pytest

from qa.question import places


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("德阳市对申报时限有什么规定?", {"德阳"}),
        ("廣州的排名第幾?", {"广州"}),
        ("企业开办时间缩短到几天?", set()),
        ("保定市的安家补贴是多少?", {"保定"}),
        ("杭州市区能养狗吗?", {"杭州"}),
        ("上海市浦东新区怎么入学?", {"上海", "浦东"}),
        ("县级市和直辖市有几个?", set()),
        ("城市的药品上市要带什么东西?", set()),
        ("深圳的城市建设有什么福利?", {"深圳"}),
    ],
)
def test_places_are_given_without_their_kind(question: str, named: set[str]) -> None:
    assert places(question) == named
