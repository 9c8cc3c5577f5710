"""If the first passage is a rule and the question asks what follows from breaking it, prefer the passage that says so.

A law states its rules in one chapter and the penalties in another, which refers to the rules by their numbers:
违反本条例第十八条第二款规定的，由公安部门处罚.
"""

import re

from qa.answering.penalty import states_penalty
from qa.language.official import CHINESE_NUMERAL
from qa.search import Ranking

_ASKS = re.compile("罚|后果|处分")
"""narrower than :func:`qa.answering.penalty.asks_penalty`: 怎么处理 may ask for a way of doing something, which
the rule itself states"""
_OWN_NUMBER = re.compile(rf"^\s*(第{CHINESE_NUMERAL}+条)", re.MULTILINE)
_BROKEN = re.compile(r"违反[^。；\n]{0,80}")
_LOOKED_THROUGH = 10
"""number of passages at the front of the ranking that are searched for the penalty"""


def penalty_first(question: str, ranking: Ranking) -> Ranking:
    """Move the passage with the penalty for the first passage's rule to the front, if the question asks for it.

    The ranking stays as it is if the first passage states a penalty itself, or no passage near the front refers to one
    of its articles.

    Args:
        question: the form of the question that was searched for.
        ranking: a ranking of at least one passage.
    """
    rule = ranking.passages[0].passage
    numbers = set(_OWN_NUMBER.findall(rule.text))
    if not numbers or not _ASKS.search(question) or states_penalty(rule.text):
        return ranking
    for entry in ranking.passages[1:_LOOKED_THROUGH]:
        text = entry.passage.text
        is_of_document = entry.passage.citation.document_id == rule.citation.document_id
        broken = _BROKEN.findall(text) if is_of_document and states_penalty(text) else ()
        if any(number in each for each in broken for number in numbers):
            return ranking.beginning_with(entry)
    return ranking
