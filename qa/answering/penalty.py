"""Recognise the penalty for an act, and the rule that it refers to: 违反前款第（二）项规定的，处一百元以下罚款."""

import re
from collections.abc import Sequence

from qa.language.official import CHINESE_NUMERAL

_ASKS = re.compile(r"罚|处分|后果|会(?:被)?(?:怎么?样|咋样)|怎么处理")
_STATES = re.compile(
    r"(?:处|并处|给予).{0,40}?(?:罚款|处分|警告|拘留|[元倍])|罚款|记过|警告|通报批评|拘留|吊销|[零0]分|没收|扣减|暂扣|停业|除名|退学"
    r"|(?:予以|依法|给予|进行)[^，。；]{0,4}处罚"
    r"|(?:免予|免除|不予|从轻|减轻).{0,4}处罚"
)
_REFERS_BACK = re.compile(
    r"(?:其中[,，])?对?(?:违反(?:前[款条]|本[款条]|上述|前述|以上|前两款)?的?规定|有(?:前款|上述|前述))"
)
_CONTINUES = re.compile(r"(?:拒不|逾期|仍不|仍未)")
_ITEMS_REFERRED = re.compile(rf"前款第?(?P<items>(?:[（(]{CHINESE_NUMERAL}+[）)][、和至及]?第?)+)项")
_ITEM = re.compile(rf"\s*[（(](?P<number>{CHINESE_NUMERAL}+)[）)]")
_NUMERAL = re.compile(f"{CHINESE_NUMERAL}+")
_ARTICLE = re.compile(rf"第{CHINESE_NUMERAL}+条")
_REACH = 3
"""maximum number of earlier sentences of the same article that a reference may mean"""


def asks_penalty(question: str) -> bool:
    """Return whether a question asks for the legal consequence of an act."""
    return _ASKS.search(question) is not None


def states_penalty(sentence: str) -> bool:
    """Return whether a sentence states the legal consequence of an act, or that there is none."""
    return _STATES.search(sentence) is not None


def rules_referred(sentences: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return, for each sentence, the indexes of the sentences with the rule to which its penalty refers.

    The indexes are empty for a sentence that refers to no rule.

    Args:
        sentences: the sentences of a passage, in order.
    """
    found: list[tuple[int, ...]] = []
    items: dict[str, int] = {}
    article: list[int] = []
    for place, sentence in enumerate(sentences):
        numbers = [n for match in _ITEMS_REFERRED.finditer(sentence) for n in _NUMERAL.findall(match["items"])]
        referred = [items[number] for number in numbers if number in items]
        if _ARTICLE.match(sentence):
            article, items = [], {}
        elif not numbers and _REFERS_BACK.match(sentence):
            referred = article[-_REACH:]
        elif article and _CONTINUES.match(sentence):
            referred = [article[-1], *found[article[-1]]]
        if item := _ITEM.match(sentence):
            items[item["number"]] = place
        article.append(place)
        found.append(tuple(referred))
    return tuple(found)
