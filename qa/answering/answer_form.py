"""The form of an answer: the whole list, the rule with its exception, what governs a fragment, and the value."""

from collections.abc import Callable
from dataclasses import replace

from qa.answering.governing import asks_yes_or_no, governing_lead, with_exception
from qa.answering.sentence import cited_slice
from qa.answering.table_row import asked_cell, table_row
from qa.answering.value import value_span
from qa.answering.whole_list import REACH, whole_list
from qa.index import StoredPassage
from qa.question import QuestionFeatures
from qa.types import AnswerSentence, PassageKind, Span

_BEFORE = 3_000
"""characters in front of an answer in which its lead-in is looked for"""


def with_form(
    question: str, sentence: AnswerSentence, passage: StoredPassage, read: Callable[[int, Span], str]
) -> AnswerSentence:
    """Return the sentence in the form in which it can be understood by itself.

    Args:
        question: as searched for.
        sentence: the sentence that answers.
        passage: the passage that it comes from.
        read: returns a slice of a document's text.
    """
    if passage.kind is PassageKind.BODY:
        sentence = _in_context(question, sentence, passage, read)
    return with_value(question, sentence)


def with_value(question: str, sentence: AnswerSentence) -> AnswerSentence:
    """Return a sentence with the place of the words that answer, unless they are known."""
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
    found = whole_list(text, place, from_item=QuestionFeatures(question).asks_for_list)
    span = found.span
    if span == place and asks_yes_or_no(question):
        span = with_exception(text, place)
    lead = governing_lead(text, span)
    if span != place:
        whole = Span(span.start + offset, span.end + offset)
        sentence = replace(cited_slice(passage, whole, text[span.start : span.end]), value=sentence.value)
    lead_text = text[lead.start : lead.end] if lead else ""
    return replace(sentence, items=found.items, lead=lead_text)
