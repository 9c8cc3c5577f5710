"""The sentence of a passage that answers a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.asked_case import covers_case
from qa.answering.asked_unit import states_asked_unit
from qa.answering.decides import decides
from qa.answering.openers import ends_scope, openers
from qa.answering.opposite_case import rules_opposite_case
from qa.answering.own_case import tells_own_case
from qa.answering.penalty import asks_penalty, rules_referred, states_penalty
from qa.answering.statements import statements
from qa.chunking.cited_provision import provision
from qa.chunking.context import context_text
from qa.index import StoredPassage, on_page
from qa.language import letters, matching_form
from qa.question import AskedValue, QuestionFeatures, asked_value, is_formality
from qa.search import Reading, quotable_spans
from qa.types import AnswerSentence, Span

_FIELD = re.compile(r"[^：。；\n]{1,20}：(?P<value>[^：。；\n]+)")
SUPPORT_SHARE = 0.5
"""weight of a sentence's support (:func:`_support`); the weight of its cosine is 1 - SUPPORT_SHARE"""
NEIGHBOUR_MARGIN = 0.05
"""largest difference in score at which a neighbouring sentence joins the answer, if several things are asked for"""
_VALUE_GAIN = 0.15
"""gain in support of a sentence that states the value asked for, which may share no word with the question"""
_UNIT_GAIN = 0.15
"""further gain of a sentence that states a number in the unit asked for"""
_CASE_GAIN = 0.1
"""gain of a sentence that states the range in which a number of the question falls"""
_PENALTY_GAIN = 0.15
"""gain of a sentence that states a legal consequence, if the question asks for one and not for an amount"""
_DECISION_GAIN = 0.08
"""gain of a sentence that permits, forbids or obliges, or names who acts, if the question asks for that"""
_COSINE_RANGE = 0.2
"""largest difference between the cosines of one passage's sentences in 97 of 100 passages of the question set
``ncp_dev``; with 0.15 instead, none of 890 choices of a sentence changed"""


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentence that answers, or may answer."""

    sentence: AnswerSentence
    is_by_value: bool = False
    """whether another sentence is nearer to the question and only lacks the value asked for"""


def choose_sentence(
    question: QuestionFeatures,
    vector: NDArray[np.float32],
    passage: StoredPassage,
    encoder: Encoder,
    *,
    among: Sequence[Span] | None = None,
    reading: Reading | None = None,
) -> Choice:
    """Return the sentence that answers best, or several adjacent sentences if the question asks for several things.

    Bigrams in the title and the headings count as covered by every sentence, so a sentence gains nothing by repeating
    the subject of its document.

    Args:
        question: the question's features.
        vector: its unit vector, shape (dimension,).
        passage: the passage to choose from.
        encoder: the model that made the vector.
        among: the sentences to choose from; ``None`` for all.
        reading: the passage reader's result, whose cosines are not computed again; ``None`` without a result.
    """
    sentences = _ScoredSentences(question, vector, passage, encoder, among)
    if reading:
        sentences.take(reading)
    first = last = sentences.best()
    is_by_value = sentences.is_by_value(first)
    if question.asks_for_several:
        first, last = sentences.run_around(first)
    start, end = sentences.spans[first].start, sentences.spans[last].end
    offset = passage.citation.start
    return Choice(cited_slice(passage, Span(offset + start, offset + end), passage.text[start:end]), is_by_value)


class _ScoredSentences:
    """The sentences of a passage with their scores, which grow with the cosine to the question and with the support.

    The support of a sentence is computed from its words (:func:`_support`). Encoding is slow, so a sentence is not
    encoded if even the highest cosine could not make it the chosen one. The others are encoded in one batch, which
    takes less time than one by one.
    """

    def __init__(
        self,
        question: QuestionFeatures,
        vector: NDArray[np.float32],
        passage: StoredPassage,
        encoder: Encoder,
        among: Sequence[Span] | None,
    ) -> None:
        citation = passage.citation
        spans = among or statements(passage) or quotable_spans(passage.text, citation.heading_path, passage.kind)
        values = [span for span in spans if not _tells_nothing(question, passage.text[span.start : span.end])]
        context = question.shared(matching_form(context_text(citation.title, citation.heading_path, passage.kind)))
        self._take_statements(question, passage.text, values or spans, context)
        self._vector, self._encoder = vector, encoder
        self._known: dict[int, float] = {}

    def _take_statements(
        self, question: QuestionFeatures, text: str, spans: Sequence[Span], context: frozenset[str]
    ) -> None:
        """Set the sentences to choose from and their support.

        Openers (:mod:`qa.answering.openers`) cannot be chosen, but their words count as words of the sentences after
        them. Sentences in which a citizen tells their own case can be chosen only if there are no others.
        """
        opening = openers(question, text, spans)
        is_own_case = [tells_own_case(text[span.start : span.end]) for span in spans]
        if all(is_own or place in opening for place, is_own in enumerate(is_own_case)):
            is_own_case = [False] * len(spans)
        value = asked_value(question.text)
        self.spans: list[Span] = []
        self._texts: list[str] = []
        self._support: list[float] = []
        self._plain_support: list[float] = []
        self._parts: list[int] = []
        part, opened, opener = 0, context, ""
        sentences = [text[span.start : span.end] for span in spans]
        referred = rules_referred(sentences) if asks_penalty(question.text) else ((),) * len(spans)
        for place, span in enumerate(spans):
            sentence = sentences[place]
            if place in opening:
                part, opened, opener = part + 1, context | question.shared(matching_form(sentence)), sentence
                continue
            if ends_scope(opener, sentence):
                part, opened, opener = part + 1, context, ""
            if is_own_case[place]:
                # An answer of several sentences must not run across it.
                part += 1
                continue
            self.spans.append(span)
            self._texts.append(sentence)
            self._parts.append(part)
            folded = matching_form(sentence)
            above = opened.union(*(question.shared(matching_form(sentences[rule])) for rule in referred[place]))
            self._plain_support.append(question.coverage(question.shared(folded) | above))
            self._support.append(_support(question, value, folded, above))

    def best(self) -> int:
        """Return the index of the sentence with the highest score; among equal scores, the first."""
        least = max(self._support) - _COSINE_RANGE * (1 - SUPPORT_SHARE) / SUPPORT_SHARE
        near = [place for place, support in enumerate(self._support) if support >= least]
        if len(near) == 1:
            return near[0]
        scores = self._scores(near)
        return max(near, key=scores.__getitem__)

    def is_by_value(self, best: int) -> bool:
        """Return whether another sentence would be the best one if the value asked for did not matter."""
        if best not in self._known:
            return self._plain_support[best] < max(self._plain_support)
        changes = [plain - support for plain, support in zip(self._plain_support, self._support, strict=True)]
        plain = {place: score + SUPPORT_SHARE * changes[place] for place, score in self._known.items()}
        return max(plain, key=plain.__getitem__) != best

    def take(self, reading: Reading) -> None:
        """Take the cosines of the sentences that the passage reader compared."""
        for place, span in enumerate(self.spans):
            if span in reading.cosines:
                self._known[place] = self._score(place, reading.cosines[span])

    def run_around(self, best: int) -> tuple[int, int]:
        """Return the indexes of the first and the last of the adjacent sentences that score almost as high as the best.

        They are of the same part as the best sentence; a new part begins at an opener or a citizen's own case.
        """
        reach = (1 - SUPPORT_SHARE) * _COSINE_RANGE + NEIGHBOUR_MARGIN
        within_reach = [SUPPORT_SHARE * (self._support[best] - support) <= reach for support in self._support]
        is_same_part = [part == self._parts[best] for part in self._parts]
        first, last = _run(best, list(map(all, zip(within_reach, is_same_part, strict=True))))
        if first == last:
            return best, best
        scores = self._scores(range(first, last + 1))
        least = scores[best] - NEIGHBOUR_MARGIN
        near = [first <= place <= last and scores.get(place, least - 1) >= least for place in range(len(self.spans))]
        return _run(best, near)

    def _scores(self, places: Sequence[int]) -> dict[int, float]:
        """Return the scores known so far, by the index of the sentence, after computing those of ``places``."""
        new = [place for place in places if place not in self._known]
        if new:
            vectors = self._encoder.encode_answers([self._texts[place] for place in new])
            cosines = np.vecdot(vectors, self._encoder.answer_query(self._vector))
            for place, cosine in zip(new, cosines.tolist(), strict=True):
                self._known[place] = self._score(place, cosine)
        return self._known

    def _score(self, place: int, cosine: float) -> float:
        return (1 - SUPPORT_SHARE) * cosine + SUPPORT_SHARE * self._support[place]


def _support(question: QuestionFeatures, value: AskedValue, sentence: str, context: frozenset[str]) -> float:
    """Return how well the words of a sentence answer.

    This is :meth:`QuestionFeatures.support`. It is halved for a sentence without the value asked for or with the rule
    for the opposite case, and otherwise raised by the gains that apply, such as :data:`_VALUE_GAIN`. Neither applies
    to a sentence without the expected type of answer.
    """
    support = question.support(sentence, context)
    if not question.has_answer_type(sentence):
        return support
    if not value.is_met(sentence) or rules_opposite_case(question.text, sentence):
        return question.FACTOR_WITHOUT_TYPE * support
    gain = _VALUE_GAIN if value.kinds else 0.0
    if states_asked_unit(question.text, sentence):
        gain += _UNIT_GAIN
    if covers_case(question.text, sentence):
        gain += _CASE_GAIN
    if not value.kinds and decides(question.text, sentence):
        gain += _DECISION_GAIN
    if not value.kinds and asks_penalty(question.text) and states_penalty(sentence):
        gain += _PENALTY_GAIN
    return support + gain


def _tells_nothing(question: QuestionFeatures, sentence: str) -> bool:
    return _repeats(question, sentence) or is_formality(question, sentence)


def _repeats(question: QuestionFeatures, sentence: str) -> bool:
    """Return whether a sentence is a field whose value the question names: 型号：GX-2021-0087."""
    field = _FIELD.fullmatch(sentence)
    return field is not None and question.names(letters(matching_form(field["value"])))


def _run(place: int, holds: Sequence[bool]) -> tuple[int, int]:
    """Return the first and last index of the run around ``place`` in which a condition holds everywhere."""
    first = last = place
    while first > 0 and holds[first - 1]:
        first -= 1
    while last + 1 < len(holds) and holds[last + 1]:
        last += 1
    return first, last


def cited_slice(passage: StoredPassage, place: Span, text: str) -> AnswerSentence:
    """Quote a slice of a document; return it with its own citation.

    Args:
        passage: the passage in which the slice begins. A slice that begins before it gets the paragraph and the
            provision of the passage's start.
        place: the slice, in the document's text.
        text: the text of the slice.
    """
    before = passage.text[: max(0, place.start - passage.citation.start)]
    lines_before = sum(1 for line in before.split("\n")[:-1] if line.strip())
    citation = passage.citation
    return AnswerSentence(
        text,
        on_page(
            replace(
                citation,
                start=place.start,
                end=place.end,
                paragraph=citation.paragraph + lines_before if citation.paragraph else 0,
                provision=provision(citation.heading_path, passage.text, max(0, place.start - citation.start)),
            ),
            passage.pages,
            passage.recognised,
        ),
    )
