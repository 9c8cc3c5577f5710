"""Recognise the case of a rule that a question describes by a number: 旷课5节 falls under 旷课累计3-5节."""

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.language.official import AMOUNT_NUMERAL, chinese_number

_NUMBER = rf"(?:\d{{1,6}}|{AMOUNT_NUMERAL}{{1,6}})"
_UNITS = "节|次|天|周?岁|人|年|个月|小时|分钟|公里|米|名|倍|层|门|科|学分|学时|课时|元|吨|台|户|张|份|平方米"
_STARTS = r"(?<![第月年\d./:零〇○一二两三四五六七八九十百千万])"
_TOLD = re.compile(rf"(?:{_STARTS}|(?<=[今去明]年))(?P<number>{_NUMBER})[来多余]?\s?(?:个(?!月)来?)?(?P<unit>{_UNITS})")
_RANGE = re.compile(
    rf"{_STARTS}(?P<low>{_NUMBER})\s?(?:(?:{_UNITS})?(?:以上)?[-—–~～至到]{{0,2}}\s?(?P<high>{_NUMBER})\s?)?"
    rf"(?P<unit>{_UNITS})(?P<bound>\s?(?:及?以上|以下|以内|之内))?"
)
_BEFORE_LEAST = re.compile(r"(?:(?<!不)超过|多于|大于|(?<![不未])满)$")
_BEFORE_MOST = re.compile(r"(?:不满|未满|不足|少于|小于|不超过)$")


def covers_case(question: str, sentence: str) -> bool:
    """Return whether a sentence states a range that contains the number of a question, in the same unit.

    False for a question without a number, and for a question with several numbers, which asks for several cases.
    Both texts are in matching form (:func:`qa.language.matching_form`).
    """
    told = _told(question)
    return told is not None and any(
        unit.removeprefix("周") == told["unit"].removeprefix("周") and low <= number <= high
        for low, high, unit in _ranges(sentence)
        if (number := _value(told["number"])) is not None
    )


@lru_cache(maxsize=100)
def _told(question: str) -> re.Match[str] | None:
    """Return the only number of a question with its unit; ``None`` if it has none or several."""
    found = list(_TOLD.finditer(question))
    return found[0] if len(found) == 1 else None


def _ranges(sentence: str) -> Iterator[tuple[float, float, str]]:
    """Yield lower bound, upper bound and unit of each range in a sentence; 0 or infinity for a bound not stated."""
    for match in _RANGE.finditer(sentence):
        low = _value(match["low"])
        high = _value(match["high"]) if match["high"] else low
        if low is None or high is None:
            continue
        before, bound = sentence[: match.start()], match["bound"] or ""
        if match["high"] is None and (bound.endswith("上") or _BEFORE_LEAST.search(before)):
            yield low, float("inf"), match["unit"]
        elif match["high"] is None and (bound or _BEFORE_MOST.search(before)):
            yield 0, high, match["unit"]
        elif match["high"]:
            yield low, high, match["unit"]


def _value(numeral: str) -> int | None:
    try:
        return chinese_number(numeral)
    except (KeyError, ValueError):
        return None
