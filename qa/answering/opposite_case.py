"""Recognise a sentence that rules the opposite of the case asked about: 不满一年 for 满一年, 外环以外 for 外环里面."""

import re
from functools import lru_cache

from qa.language.official import AMOUNT_NUMERAL

_AMOUNT = rf"(?:\d+|{AMOUNT_NUMERAL}+)个?(?:周?岁|年|月|天|日|小时)"
_REACHED = re.compile(rf"(?P<negation>[不未])?满(?P<amount>{_AMOUNT})")
_SIDE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2})[线区域]?(?:(?P<inside>里面?|里边|以内|之内)|外面|外边|以外|之外)")
_INSIDE, _OUTSIDE = "[线区域]?(?:以内|之内|里面?|内)", "[线区域]?(?:以外|之外|外面|外边|外)"


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
    return tuple((re.compile(own), re.compile(opposite)) for own, opposite in found)
