"""Judge a ranking: its confidence, and the sentence that answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.confidence import POSSIBLE, THRESHOLD, Confidence, confidence, signals
from qa.answering.meeting import meet_requirements
from qa.answering.other_place import is_about_another_place
from qa.answering.own_case import is_letter
from qa.answering.passage_reader import PassageReader
from qa.answering.prohibition import lists_prohibitions
from qa.answering.read_passages import with_first_read
from qa.answering.sentence import Choice, choose_sentence
from qa.language import matching_form
from qa.question import QuestionFeatures, asked_value, is_off_topic
from qa.search import Ranking
from qa.types import AnswerSentence, Missing

_MOST_WITHOUT_REQUIRED = 0.04
"""upper limit of the confidence if the passages lack a year, a number, a 文号 or an authority that the question names,
or if the first passage is a citizen's letter"""
_LEAST_WHEN_CERTAIN = 0.9
"""lower limit of the confidence in the date of effect of a document that the question names"""
_MOST_WITHOUT_VALUE = 0.3
"""upper limit of the confidence if the sentence lacks what the question asks for, such as a telephone number; if the
passage lacks a topic word of the question; or if the sentence was chosen only for its value and the confidence in the
passage is below :data:`_SURE_OF_PASSAGE`"""
_MOST_FOR_ANOTHER_PLACE = 0.3
"""upper limit of the confidence if the first passage's document is about another place than the question"""
_SURE_OF_PASSAGE = 0.6
"""least confidence in a passage at which a sentence that was chosen only for its value may count as found"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The confidence that the passages answer, and the sentence that answers or may answer, if there is one."""

    confidence: Confidence
    sentence: AnswerSentence | None
    ranking: Ranking
    """the passages; the first is the one that was judged"""
    missing: tuple[Missing, ...] = ()
    """values, 文号 and authorities in the question that the passages do not state"""

    @property
    def is_found(self) -> bool:
        """Whether there is a sentence that answers; False for a sentence that only may answer."""
        return self.sentence is not None and self.confidence.value >= THRESHOLD


def judge(
    question: str, vector: NDArray[np.float32], ranking: Ranking, encoder: Encoder, reader: PassageReader | None = None
) -> Judgement:
    """Judge whether the passages answer a question, and choose the sentence that answers it.

    The passage that meets the question best is moved to the front (:func:`qa.answering.meeting.meet_requirements`) and
    judged. There is no sentence if there is no passage, if the passages lack a value or name of the question, if the
    first passage is a citizen's letter, or if the confidence is below :data:`qa.answering.confidence.POSSIBLE`.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        ranking: the passages for it.
        encoder: the model that made the vector.
        reader: the reader of the first passages; ``None`` if they were not read.
    """
    if not ranking.passages:
        # Without passages the confidence is 0 whatever the model.
        return Judgement(Confidence(0.0, calibrated=True), None, ranking)
    meeting = meet_requirements(question, ranking)
    ranking = with_first_read(question, vector, meeting.ranking, reader)
    found = signals(ranking)
    sure = confidence(found, encoder.query_identity, reader.identity if reader else None)
    first = ranking.passages[0]
    if found.place_missing and is_about_another_place(question, first.passage.citation):
        sure = Confidence(min(sure.value, _MOST_FOR_ANOTHER_PLACE), sure.calibrated)
    if meeting.missing or is_letter(first.passage):
        least = Confidence(min(sure.value, _MOST_WITHOUT_REQUIRED), sure.calibrated)
        return Judgement(least, None, ranking, meeting.missing)
    if meeting.is_certain:
        sure = Confidence(max(sure.value, _LEAST_WHEN_CERTAIN), sure.calibrated)
    if sure.value < POSSIBLE:
        return Judgement(sure, None, ranking)
    features = QuestionFeatures(question)
    chosen = choose_sentence(features, vector, first.passage, encoder, among=meeting.sentences, reading=first.reading)
    if not meeting.is_certain:
        sure = _with_limits(sure, question, chosen, ranking.folded(first.passage).whole)
    return Judgement(sure, chosen.sentence if sure.value >= POSSIBLE else None, ranking)


def _with_limits(sure: Confidence, question: str, chosen: Choice, passage: str) -> Confidence:
    """Return the confidence in a passage, lowered or raised by what the chosen sentence and the passage state.

    Args:
        sure: the confidence in the passage.
        question: the question's text.
        chosen: the sentence.
        passage: the passage in its matching form, with its title and headings.
    """
    asked, is_off = asked_value(question), is_off_topic(question, passage)
    if asked.is_lacking(matching_form(chosen.sentence.text)) or (is_off and asked.kinds):
        return Confidence(min(sure.value / 2, _MOST_WITHOUT_VALUE), sure.calibrated)
    if is_off or (chosen.is_by_value and asked.kinds and sure.value < _SURE_OF_PASSAGE):
        # A rule is often written in other words than a question for yes or no, and the nearest sentence with a value
        # may be about another matter, unless the passage is surely about this one. So the answer is only "possible".
        return Confidence(min(sure.value, _MOST_WITHOUT_VALUE), sure.calibrated)
    if lists_prohibitions(question, chosen.sentence):
        return Confidence(max(sure.value, THRESHOLD), sure.calibrated)
    return sure
