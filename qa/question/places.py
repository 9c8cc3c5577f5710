"""The places that a question names."""

import re

from qa.language import matching_form, tagged_words

_PLACE_TAG = "ns"
"""jieba's part-of-speech tag of place names"""
_NO_PLACE = re.compile(
    "安家|城市|城镇|都城|古城|新城|内城|商城|东西|南北|外国|大国|王国|共和国|自治州|自治县|"
    "平原|高原|山区|山脉|山坡|山水|山河|山峰|山洞|高山|上山|冰川|海洋|大洋|大海|海峡|海湾|"
    "海关|湖泊|湖水|江水|江湖|河水|河谷|河口|内河|大桥|桥头堡|大街|中路|南路|南门|北门|"
    "西门|太阳|爱国|建国|开国|回国|英雄|朝廷|哥哥|阿哥|美丽|庆典|深度|长度|中密度|治安|"
    "新鲜|长大|琉璃瓦|莫非|普及|古典|阴阳|上马|上市|太平|福利|日志|云集|青春|直隶|神圣|"
    "新建|法西斯|中断|关联|上半场|广义|大圣|舞美|三国"
)
"""the common words among the 400 most frequent words that jieba tags as names of places, and 安家"""
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
    return _NO_PLACE.fullmatch(word) is None if tag == _PLACE_TAG else _CITY.fullmatch(word) is not None
