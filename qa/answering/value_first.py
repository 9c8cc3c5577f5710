"""Prefer a passage that states what is asked for to a first passage of the same document that only names the matter."""

import re
from dataclasses import replace

from qa.answering.statements import statements
from qa.index import StoredPassage
from qa.language import matching_form
from qa.question import AskedValue, QuestionFeatures, asked_value
from qa.search import Ranking

_LOOKED_THROUGH = 5
_LEAST_COVERAGE = 0.9
"""coverage of the question that such a passage needs, relative to the first one"""
_ANNOUNCES = re.compile(r"(?:[如以]下|下列)[^。；\n]{0,12}[：:。]?\s*$")
_READ_AFTER_ANNOUNCEMENT = 10
_LEAST_AFTER_ANNOUNCEMENT = 0.5


def content_first(question: str, ranking: Ranking) -> Ranking:
    """Move a passage of the first one's document to the front, if the first only announces it: 现将有关事项通知如下：.

    Args:
        question: as searched for.
        ranking: of at least one passage.
    """
    features = QuestionFeatures(question)
    first = ranking.passages[0].passage
    if not features.asks_for_several or not _ANNOUNCES.search(first.text):
        return ranking
    least = _LEAST_AFTER_ANNOUNCEMENT * features.coverage(features.shared(ranking.folded(first).whole))
    for entry in ranking.passages[1:_READ_AFTER_ANNOUNCEMENT]:
        is_same = entry.passage.citation.document_id == first.citation.document_id
        if is_same and features.coverage(features.shared(ranking.folded(entry.passage).whole)) >= least:
            return replace(ranking, passages=(entry, *(other for other in ranking.passages if other is not entry)))
    return ranking


def value_first(question: str, ranking: Ranking) -> Ranking:
    """Move a passage of the first one's document that states the value asked for to the front, if the first has none.

    Args:
        question: as searched for.
        ranking: of at least one passage.
    """
    value = asked_value(question)
    passages = ranking.passages[:_LOOKED_THROUGH]
    if not value.kinds or _states(passages[0].passage, value):
        return ranking
    features = QuestionFeatures(question)
    coverage = [features.coverage(features.shared(ranking.folded(entry.passage).whole)) for entry in passages]
    document = passages[0].passage.citation.document_id
    for entry, covered in zip(passages[1:], coverage[1:], strict=True):
        is_near = entry.passage.citation.document_id == document and covered >= _LEAST_COVERAGE * coverage[0]
        if is_near and _states(entry.passage, value):
            return replace(ranking, passages=(entry, *(other for other in ranking.passages if other is not entry)))
    return ranking


def _states(passage: StoredPassage, value: AskedValue) -> bool:
    return any(value.is_met(matching_form(passage.text[span.start : span.end])) for span in statements(passage))
