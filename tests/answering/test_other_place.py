"""A document about another place gives at most a possible answer."""

import pytest

from qa import Library
from qa.answering.other_place import is_about_another_place
from qa.types import Citation


def _citation(title: str, issuer: str = "") -> Citation:
    return Citation(1, title, issuer, "", "", None, None, (), 1, 0, 10, "/a.txt")


@pytest.mark.parametrize(
    ("question", "title", "issuer", "is_another"),
    [
        ("广州的智慧城市建设排名第几?", "深圳市关于智慧城市建设的答复", "深圳市政务服务数据管理局", True),
        ("城市垃圾怎么分类", "深圳市城市管理办法", "", False),
        ("上海养狗要登记吗", "养犬管理条例", "北京市人民代表大会常务委员会", True),
        ("深圳的智慧城市建设排名第几?", "深圳市关于智慧城市建设的答复", "", False),
        ("上海市浦东新区养狗要登记吗", "上海市养犬管理条例", "", False),
        ("广州养狗要登记吗", "养犬管理办法", "国务院", False),
    ],
)
def test_title_and_issuer_tell_the_place_of_a_document(
    question: str, title: str, issuer: str, is_another: bool
) -> None:
    assert is_about_another_place(question, _citation(title, issuer)) is is_another


@pytest.mark.parametrize("place", ["广州", "上海", "北京市", "杭州市"])
def test_an_answer_about_another_place_is_not_sure(seed_library: Library, place: str) -> None:
    asked = "的智慧城市建设排名第几?"
    own, other = seed_library.ask(f"深圳{asked}"), seed_library.ask(f"{place}{asked}")
    assert own.found
    assert not other.found
    assert other.confidence <= 0.3
