"""Add to an answering sentence what belongs to it, such as a list or an exception, and mark the value in it."""

import re
from collections.abc import Callable
from dataclasses import replace

from qa.answering.compared import with_compared
from qa.answering.governing import asks_yes_or_no, governing_lead, with_cases, with_consequence, with_exception
from qa.answering.sentence import cited_slice
from qa.answering.table_row import asked_cell, table_row
from qa.answering.value import value_span
from qa.answering.whole_list import REACH, WholeList, list_under_heading, lists_in, whole_list
from qa.answering.whole_part import whole_part
from qa.answering.wrapped_lines import unwrapped
from qa.index import StoredPassage
from qa.language import matching_form
from qa.question import QuestionFeatures, compared_things, question_parts
from qa.types import AnswerSentence, PassageKind, Span

_ENUMERATES = 2
"""number of 、 from which a sentence counts as an enumeration"""
_LEAST_OF_LEAD = 1 / 3
"""least coverage of the question by the lead-in or heading of a list, relative to the coverage by the sentence that the
list would replace"""
_WHEN = re.compile(r"什么时候|啥时候|何时")
_CASE = re.compile(r"的[；;。]?$")
_SHORT_SENTENCE = 120
"""maximum number of characters of a sentence that is quoted whole although only one of its parts between semicolons
answers; for a question that asks several things, the limit of :func:`qa.answering.governing.with_cases` applies
instead"""
_BEFORE = 3_000
"""number of characters in front of an answer that are searched for its lead-in"""


def with_form(
    question: str, sentence: AnswerSentence, passage: StoredPassage, read: Callable[[int, Span], str]
) -> AnswerSentence:
    """Return the sentence with what a person needs to understand it alone, and with the position of its value.

    Only a sentence of the body of a document is completed. A row of a table gets its header row as ``lead``. Any other
    sentence gets its lead-in as ``lead``, if it has one, and is extended by at most one of these: the list, the
    sentences about both things that the question compares, the rest of a sentence on several lines, the other cases,
    the exception, the rest of the paragraph, the consequence.

    Args:
        question: the form of the question that was searched for.
        sentence: the sentence that answers.
        passage: the passage that the sentence comes from.
        read: returns a slice of the text of the document with a given number.
    """
    if passage.kind is PassageKind.BODY:
        sentence = _in_context(question, sentence, passage, read)
    return with_value(question, sentence)


def with_value(question: str, sentence: AnswerSentence) -> AnswerSentence:
    """Return a sentence with the position of the words in it that answer.

    The sentence stays as it is if the position is already known, if it has several lines or is a list quoted in part,
    or if no words of the expected type are found.
    """
    if sentence.value or sentence.items or "\n" in sentence.text:
        return sentence
    value = value_span(question, sentence.text)
    start = sentence.citation.start
    return replace(sentence, value=Span(start + value.start, start + value.end)) if value else sentence


def _in_context(
    question: str, sentence: AnswerSentence, passage: StoredPassage, read: Callable[[int, Span], str]
) -> AnswerSentence:
    citation = sentence.citation
    offset = max(0, citation.start - _BEFORE)
    text = read(citation.document_id, Span(offset, citation.end + REACH))
    place = Span(citation.start - offset, citation.end - offset)
    if row := table_row(text, place):
        cell = asked_cell(question, text, row)
        value = sentence.value or (Span(cell.start + offset, cell.end + offset) if cell else None)
        return replace(sentence, value=value, lead=text[row.header.start : row.header.end])
    features = QuestionFeatures(question)
    from_item = features.asks_for_list or _asks_for_cases(question, text[place.start : place.end])
    found = whole_list(text, place, from_item=from_item)
    if found.span == place and from_item:
        found = _list_under_heading(features, text, place) or found
    if found.span == place and features.asks_for_list:
        start = passage.citation.start - offset
        found = _list_of_passage(features, text, place, Span(max(0, start), start + len(passage.text))) or found
    span = found.span
    if span == place:
        start = passage.citation.start - offset
        span = with_compared(compared_things(question), text, place, Span(max(0, start), start + len(passage.text)))
    if span == place and (whole := unwrapped(text, place)) != place:
        sentence, span = with_value(question, sentence), whole
    elif span == place:
        span = _with_continuation(question, text, place)
    lead = governing_lead(text, span)
    if span != place:
        whole = Span(span.start + offset, span.end + offset)
        sentence = replace(cited_slice(passage, whole, text[span.start : span.end]), value=sentence.value)
    lead_text = text[lead.start : lead.end] if lead else ""
    return replace(sentence, items=found.items, lead=lead_text)


def _with_continuation(question: str, text: str, answer: Span) -> Span:
    """Extend an answer to the other cases, the exception, the rest of the paragraph or the heavier consequence.

    The first of these that extends the answer is taken. The exception is considered only for a yes-or-no question.
    """
    span = with_cases(text, answer, None if question_parts(question) else _SHORT_SENTENCE)
    if span == answer and asks_yes_or_no(question):
        span = with_exception(text, answer)
    if span == answer:
        span = whole_part(question, text, answer)
    return with_consequence(text, answer) if span == answer else span


def _asks_for_cases(question: str, answer: str) -> bool:
    """Return whether a question asks when a rule applies and the answer is a case of the rule: 6.已经得到合理补偿的."""
    return _WHEN.search(question) is not None and _CASE.search(answer) is not None


def _list_under_heading(features: QuestionFeatures, text: str, answer: Span) -> WholeList | None:
    """Return the list that an answer is an item of; ``None`` if no heading above it shares enough with the question."""
    listed = list_under_heading(text, answer)
    if listed is None:
        return None
    heading, found = listed
    wanted = _LEAST_OF_LEAD * _shared(features, text, answer)
    return found if _shared(features, text, heading) >= max(wanted, 0.01) else None


def _shared(features: QuestionFeatures, text: str, span: Span) -> float:
    """Return the share of a question's bigrams that occur in a span of a text, 0 to 1."""
    return features.coverage(features.shared(matching_form(text[span.start : span.end])))


def _list_of_passage(features: QuestionFeatures, text: str, answer: Span, passage: Span) -> WholeList | None:
    """Return the list of a passage whose lead-in covers more of the question than the lead-ins of the other lists.

    Returns ``None`` if even this lead-in covers too little of the question, or if the answer is itself an enumeration.
    """
    if text[answer.start : answer.end].count("、") >= _ENUMERATES:
        return None
    lead = max(lists_in(text, passage), key=lambda line: _shared(features, text, line), default=None)
    if lead is None or _shared(features, text, lead) < max(_LEAST_OF_LEAD * _shared(features, text, answer), 0.01):
        return None
    return whole_list(text, lead, from_item=True)
