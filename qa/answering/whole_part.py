"""Extend an answer to the part of the text that it begins: its paragraph, or the answer to a question of the document.

A question for measures, demands or a way of doing something is seldom answered by one sentence.
"""

from qa.answering.governing import with_cases
from qa.answering.openers import is_question, openers
from qa.language import matching_form, sentences
from qa.question import QuestionFeatures
from qa.types import Span

_LONGEST, _LONGEST_INSIDE = 300, 150
"""maximum length in characters of a quoted part: the first if it starts at the beginning of its paragraph, the second
if it starts inside the paragraph. A longer part is cut at the end of a sentence."""
_LONGEST_QUESTION = 200
_SAME_QUESTION = 0.25
"""least share of the question's bigrams that must occur in a question of the document for the paragraph below that
question to be quoted whole"""


def whole_part(question: str, text: str, answer: Span) -> Span:
    """Return the answer with the sentences of its paragraph that continue it, or the answer unchanged.

    If the paragraph answers a question of the document like the one asked, the answer is extended to the whole
    paragraph, unless the question asks for a certain type of answer, such as a time. Otherwise the answer is extended
    by the rest of its sentence and the sentences after it if the question asks for the content of something.

    Args:
        question: the form of the question that was searched for.
        text: the text around the answer.
        answer: the place of one or several sentences in the text.
    """
    features = QuestionFeatures(question)
    start = text.rfind("\n", 0, answer.start) + 1
    line = Span(start, end if (end := text.find("\n", answer.end)) >= 0 else len(text))
    spans = [Span(start + each.start, start + each.end) for each in sentences(text[start : line.end])]
    opening = openers(features, text, spans)
    statements = [span for place, span in enumerate(spans) if place not in opening]
    first = statements[0] if statements else answer
    if _answers_same_question(features, text[: first.start]):
        if features.expects_type or answer.end - first.start > _LONGEST:
            return answer
        return _until(spans, Span(first.start, answer.end), _LONGEST)
    if not features.asks_for_several:
        return answer
    if answer.start > first.start:
        return _until(spans, with_cases(text, answer), _LONGEST_INSIDE)
    return _until(spans, answer, _LONGEST)


def _answers_same_question(features: QuestionFeatures, before: str) -> bool:
    """Return whether a text ends with a question like the one that is asked."""
    above = before.rstrip()[-_LONGEST_QUESTION:]
    last = sentences(above)
    asked = above[last[-1].start : last[-1].end] if last else ""
    return is_question(asked) and features.coverage(features.shared(matching_form(asked))) >= _SAME_QUESTION


def _until(spans: list[Span], part: Span, longest: int) -> Span:
    """Extend a part of a line by the sentences after it, as far as the result has at most ``longest`` characters."""
    ends = [span.end for span in spans if part.end <= span.end <= part.start + longest]
    return Span(part.start, ends[-1] if ends else part.end)
