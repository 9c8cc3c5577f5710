"""Find the sentence that says when a document takes effect, if a question asks for it.

The articles of a law share the words of its title, so the short last one (本条例自2020年1月1日起施行。) seldom comes
first by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.statements import statements
from qa.language import matching_form, sentences
from qa.language.official import DAY, MONTH_DATE
from qa.question import QuestionFeatures
from qa.search import RankedPassage, Ranking
from qa.types import Span

_EFFECT = r"(?:施行|实施|生效|起效|执行)"
_WHEN = r"(?:什么时候|啥时候|何时|几时|哪一?[天年月日]|几[月号日]|(?:什么|啥)(?:时间|日子)|多久)"
_ASKS = re.compile(
    rf"(?:(?:从|自|打)?{_WHEN}|(?:从|自|打)(?:什么|啥|哪))[^,?]{{0,6}}{_EFFECT}"
    rf"|{_EFFECT}(?:的|之)?(?:日期?|时间)|{_EFFECT}(?:的|是|于|从)*{_WHEN}"
)
_ASKS_BEGINNING = re.compile(rf"(?:是|从|自|打)*{_WHEN}(?:起|开始)(?:算数?|起作用)?(?:的|了)?[呢啊呀?\s]*$")
"""matches a question for when a matter begins: 提高消费税从哪天开始; the document's date of effect answers, unless the
document gives the matter a date of its own"""
_STATES = re.compile(rf"(?:自[^。；\n]{{2,40}}起|于[^。；\n]{{2,20}}[日月年])[^。；\n]{{0,6}}{_EFFECT}")
_DAY = re.compile(rf"{DAY}|{MONTH_DATE}")
_NAMED = 0.7
"""least share of the question's bigrams that must occur in a document's title for the question to name the document;
the words that ask for the date do not count"""


@dataclass(frozen=True, slots=True)
class EffectiveDate:
    """A ranking that begins with the passage that states the date of effect."""

    ranking: Ranking
    sentences: tuple[Span, ...]
    """the sentences of the first passage that state it"""
    is_of_named: bool
    """whether the question names the document"""


def effective_date(question: str, ranking: Ranking) -> EffectiveDate | None:
    """Move the passage that states the date of effect to the front, if the question asks for that date.

    Only passages of the first passage's document are considered. The result is ``None`` if the question does not ask
    for the date of effect, or if none of these passages states it. A question that asks when something begins
    (提高消费税从哪天开始) is taken to ask for the date of effect only if it names the document and the document states
    no separate date for what it asks about.

    Args:
        question: the form of the question that was searched for.
        ranking: a ranking of at least one passage.
    """
    asked = matching_form(question)
    asking = _ASKS.search(asked) or _ASKS_BEGINNING.search(asked)
    if asking is None:
        return None
    citation = ranking.passages[0].passage.citation
    own = [entry for entry in ranking.passages if entry.passage.citation.document_id == citation.document_id]
    found = next(((entry, places) for entry in own if (places := _stating(entry))), None)
    if found is None:
        return None
    first, places = found
    rest = QuestionFeatures(f"{asked[: asking.start()]} {asked[asking.end() :]}")
    is_of_named = rest.coverage(rest.shared(matching_form(citation.title))) >= _NAMED
    if asking.re is _ASKS_BEGINNING and not (is_of_named and _begins_with_document(rest, own)):
        return None
    return EffectiveDate(ranking.beginning_with(first), places, is_of_named)


def _begins_with_document(matter: QuestionFeatures, entries: Sequence[RankedPassage]) -> bool:
    """Return whether a matter has no date of its own, so that it begins with its document.

    It has one if a sentence names both the matter and a day (体检6月3日开始) and does not state the date of effect.
    """
    for entry in entries:
        text = entry.passage.text
        for span in statements(entry.passage):
            sentence = matching_form(text[span.start : span.end])
            if _DAY.search(sentence) and matter.shared(sentence) and not _STATES.search(sentence):
                return False
    return True


def _stating(entry: RankedPassage) -> tuple[Span, ...]:
    """Return the sentences of a passage that state the date of effect; empty if none does.

    Headings are searched only if no other sentence states it, because so short a sentence may have been taken for a
    heading.
    """
    text = entry.passage.text
    for spans in (statements(entry.passage), sentences(text)):
        if stating := tuple(span for span in spans if _STATES.search(text[span.start : span.end])):
            return stating
    return ()
