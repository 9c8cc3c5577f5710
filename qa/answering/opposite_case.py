"""Recognise a sentence that rules the opposite of the case asked about: 不满一年 for 满一年, 夏季 for 冬天."""

import re
from functools import lru_cache

from qa.language.official import AMOUNT_NUMERAL

_AMOUNT = rf"(?:\d+|{AMOUNT_NUMERAL}+)个?(?:周?岁|年|月|天|日|小时)"
_REACHED = re.compile(rf"(?P<negation>[不未])?满(?P<amount>{_AMOUNT})")
_SIDE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2})[线区域]?(?:(?P<inside>里面?|里边|以内|之内)|外面|外边|以外|之外)")
_INSIDE, _OUTSIDE = "[线区域]?(?:以内|之内|里面?|内)", "[线区域]?(?:以外|之外|外面|外边|外)"

_PAIRS = (
    ("冬(?:[天季日]|令(?!营)|半年|春|$)", "冬", "夏(?:[天季日]|令(?!营)|半年|秋|$)", "夏"),
    ("上午|早上|早晨", "上午|早", "下午", "下午|晚上"),
    (
        "工作日|周一到周五",
        "工作日|周一",
        "周末|双休日|周六|周日|星期[六天日]|节假日",
        "周末|双休|周六|周日|星期[六天日]|假日",
    ),
    ("男(?:性|的|职工|方|生)", "男", "女(?:性|的|职工|方|生)", "(?<!子)女(?!儿|婿)"),
    ("城镇|城市户口|城里", "城", "农村|乡下", "农村|农业户|农民"),
)
"""pairs of cases, each as a question names it and as a text may name it"""
_OWN_FINE = re.compile(r"(?!.*(?:单位|公司|企业|[店厂]|机构|学校|商家|老板|组织)).*罚")
"""matches a question for a fine that names no organisation; a person asks it of themselves"""
_PERSON, _ORGANISATION = "个人|公民", r"^\s*(?:对)?单位(?!和|或|及|以及|、)"


def rules_opposite_case(question: str, sentence: str) -> bool:
    """Return whether a sentence names only the opposite of a case that a question names.

    Args:
        question: in matching form (:func:`qa.language.matching_form`).
        sentence: in matching form (:func:`qa.language.matching_form`).
    """
    return any(opposite.search(sentence) and not own.search(sentence) for own, opposite in _cases(question))


@lru_cache(maxsize=100)
def _cases(question: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return the cases that a question names: a pattern of the case and one of its opposite."""
    found = []
    for match in _REACHED.finditer(question):
        pair = (f"(?<![不未])满{match['amount']}", f"[不未]满{match['amount']}")
        found.append(pair[::-1] if match["negation"] else pair)
    for match in _SIDE.finditer(question):
        pair = (f"{match['place']}{_INSIDE}", f"{match['place']}{_OUTSIDE}")
        found.append(pair if match["inside"] else pair[::-1])
    if _OWN_FINE.match(question):
        found.append((_PERSON, _ORGANISATION))
    for first_asked, first, second_asked, second in _PAIRS:
        asked = re.search(first_asked, question), re.search(second_asked, question)
        if any(asked) and not all(asked):
            found.append((first, second) if asked[0] else (second, first))
    return tuple((re.compile(own), re.compile(opposite)) for own, opposite in found)
