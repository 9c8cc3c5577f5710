"""If the first passage only names the matter, prefer a passage of the same document that states what is asked for."""

import re
from collections.abc import Callable, Sequence

from qa.answering.asked_unit import asks_in_unit, states_asked_unit
from qa.answering.decides import asks_who_acts, decides
from qa.answering.statements import statements
from qa.index import StoredPassage
from qa.language import matching_form
from qa.language.official import DAY, DOCUMENT_NUMBER, YEAR_DATE
from qa.question import QuestionFeatures, asked_value, is_formality
from qa.search import RankedPassage, Ranking

_ANNOUNCES = re.compile(r"如下[^。；\n]{0,8}[：:。]?\s*$")
"""matches the end of a passage that only announces other passages, but not the lead-in of a list (提交以下材料：),
which is quoted with its list"""
_AFTER_ANNOUNCEMENT, _LEAST_AFTER_ANNOUNCEMENT = 10, 0.5
"""the first: number of passages at the front of the ranking that are searched for one to prefer; the second: the least
coverage of the question by that passage, relative to the coverage by the first passage of the ranking"""
_DOCUMENT_NUMBER, _DATE = re.compile(DOCUMENT_NUMBER), re.compile(rf"{DAY}|{YEAR_DATE}")
_ASKS_FOR_TIME = re.compile(r"时候|时间|何时|日期|几[年月日号点天]|哪一?[年月天]|多久|截止|期限")
_WITHOUT_UNIT = re.compile(
    r"当[日天月年场]|当场|立即|即时|随时|长期|永久|终[身生]|[免不]收|免[费交缴]|无偿|全额|[|\t]\s*\d[\d,.]+\s*(?:[|\t\n]|$)"
)
"""matches values without a unit, and a number in the cell of a table, whose unit is above it"""
_WITH_VALUE, _LEAST_WITH_VALUE = 5, 0.8
"""the same two limits for a passage that states the value asked for, or who acts"""


def content_first(question: str, ranking: Ranking) -> Ranking:
    """If the first passage only announces others (现将有关事项通知如下：), move one of the same document to the front.

    The ranking stays as it is unless the question asks for several things and the other passage covers enough of it.

    Args:
        question: the form of the question that was searched for.
        ranking: a ranking of at least one passage.
    """
    features = QuestionFeatures(question)
    if not features.asks_for_several or not _ANNOUNCES.search(ranking.passages[0].passage.text):
        return ranking
    others = ranking.passages[1:_AFTER_ANNOUNCEMENT]
    return _with_first(features, ranking, others, _LEAST_AFTER_ANNOUNCEMENT, lambda passage: True)


def value_first(question: str, ranking: Ranking) -> Ranking:
    """If the first passage lacks the value asked for, move one of the same document that states it to the front.

    If the question asks who acts, a passage that names who acts is moved in the same way. Only passages near the front
    that cover nearly as much of the question as the first passage are considered.

    Args:
        question: the form of the question that was searched for.
        ranking: a ranking of at least one passage.
    """
    value = asked_value(question)
    asks_who, has_unit = asks_who_acts(question), asks_in_unit(matching_form(question))
    features, asks_for_time = QuestionFeatures(question), _ASKS_FOR_TIME.search(question) is not None

    def states(passage: StoredPassage) -> bool:
        sentences = (passage.text[span.start : span.end] for span in statements(passage))
        told = (_DOCUMENT_NUMBER.sub("", each) for each in sentences if not is_formality(features, each))
        if asks_who:
            return any(decides(features.text, matching_form(each)) for each in told)
        # The date of a document is not the number that the question asks for.
        stated = (matching_form(each if asks_for_time else _DATE.sub("", each)) for each in told)
        return any(value.is_met(each) and (not has_unit or _has_unit(features.text, each)) for each in stated)

    if not (value.kinds or asks_who) or states(ranking.passages[0].passage):
        return ranking
    return _with_first(features, ranking, ranking.passages[1:_WITH_VALUE], _LEAST_WITH_VALUE, states)


def _has_unit(question: str, sentence: str) -> bool:
    return states_asked_unit(question, sentence) or _WITHOUT_UNIT.search(sentence) is not None


def _with_first(
    features: QuestionFeatures,
    ranking: Ranking,
    others: Sequence[RankedPassage],
    least: float,
    answers: Callable[[StoredPassage], bool],
) -> Ranking:
    """Move to the front the first of ``others`` that answers, if there is one.

    It must be of the first passage's document and cover at least ``least`` times as much of the question as the first
    passage.
    """

    def coverage(entry: RankedPassage) -> float:
        return features.coverage(features.shared(ranking.folded(entry.passage).whole))

    first = ranking.passages[0]
    document, wanted = first.passage.citation.document_id, least * coverage(first)
    for entry in others:
        is_near = entry.passage.citation.document_id == document and coverage(entry) >= wanted
        if is_near and answers(entry.passage):
            return ranking.beginning_with(entry)
    return ranking
