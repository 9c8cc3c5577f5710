"""Whether a sentence states a number in the unit that a question asks for: 四年 for 几年, 300字 for 多少字."""

import re
from functools import lru_cache

from qa.language.official import AMOUNT_NUMERAL

_NUMBER = rf"(?<![月第\d./:])(?!(?:19|20)\d\d\s?年)(?:\d[\d,]*(?:\.\d+)?|{AMOUNT_NUMERAL}+|半)[余多]?"
_TIME_UNITS = {
    "工作日": "工作日|天|日",
    "天": "天|日|工作日",
    "小时": "小时",
    "分钟": "分钟",
    "个月": "个?月",
    "周": "周|星期",
    "星期": "周|星期",
    "年": "年",
}
_THING = "个(?!工作日|自然日|小时|月|星期|学期)"
"""pattern of 个 as a unit of its own, which it is not in 10个工作日"""
_UNITS = _TIME_UNITS | {
    "万元": "元",
    "元": "元",
    "块": "元",
    "人": "人|名|位|个",
    "名": "人|名|位|个",
    "位": "人|名|位|个",
    "次": "次|回|度",
    "倍": "倍",
    "份": "份",
    "字": "字",
    "岁": "周?岁",
    "条": "条|只|项",
    "只": "只|条",
    "项": "项|个|条",
    "种": "种|类|个",
    "类": "种|类|个",
    "家": "家|个|户|所",
    "户": "户|家",
    "公里": "公里|千米",
    "度": "度|千瓦时",
    "学分": "学分",
    "分": "分",
    "枚": "枚",
    "页": "页",
    "路": "路",
    "门": "门",
    "本": "本|册",
    "册": "本|册",
    "级": "级",
}
"""maps a unit in the question to the pattern of the units in which the answer may be given"""
_ASKED = re.compile(
    rf"(?:几|多少)\s?(?:个(?!月))?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?!级|份|号)"
)


def asks_in_unit(question: str) -> bool:
    """Return whether a question, in matching form, asks for a number in a unit."""
    return _stated(question) is not None


def states_asked_unit(question: str, sentence: str) -> bool:
    """Return whether a question asks for a number in a unit, and a sentence states a number in this or a like unit.

    Both texts are in matching form (:func:`qa.language.matching_form`).
    """
    stated = _stated(question)
    return stated is not None and stated.search(sentence) is not None


@lru_cache(maxsize=100)
def _stated(question: str) -> re.Pattern[str] | None:
    asked = _ASKED.search(question)
    if asked is None:
        return None
    units = "|".join(_THING if unit == "个" else unit for unit in _UNITS[asked["unit"]].split("|"))
    return re.compile(rf"{_NUMBER}\s?个?(?:{units})")
