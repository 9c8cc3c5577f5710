"""The places that a question names."""

import re

from qa.language import matching_form, tagged_words

_PLACE_TAG = "ns"
"""jieba's part-of-speech tag of place names"""
_NO_PLACES = frozenset({"安家"})
"""words that jieba wrongly takes for names of places"""
_SHORTEST = 2
_KIND = "(?:特别行政区|自治区|自治州|新区|地区|[省市区县州])"
_PLACE = re.compile(rf"(?P<name>[^\s]{{{_SHORTEST},}}?)(?:{_KIND})+|[^\s]{{{_SHORTEST},}}")
_CITY = re.compile(r"[\u4e00-\u9fff]{2}(?<![级辖会治区县城股超都集上])市")
"""matches a word of jieba's dictionary that is the name of a city, whatever its tag, but not 直辖市"""


def places(question: str) -> frozenset[str]:
    """Return the places that a question names, in their matching form and without their kind.

    德阳市 gives 德阳, and 上海市浦东新区 gives 上海 and 浦东.
    """
    named = (word for word, tag in tagged_words(matching_form(question)) if _is_place(word, tag))
    return frozenset(found["name"] or found[0] for word in named for found in _PLACE.finditer(word))


def _is_place(word: str, tag: str) -> bool:
    return word not in _NO_PLACES if tag == _PLACE_TAG else _CITY.fullmatch(word) is not None
