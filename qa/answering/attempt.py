"""An attempt: one form of a question, searched and judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.answering.ask_request import AskContext
from qa.answering.judge import Judgement
from qa.answering.passage_reader import PassageReader
from qa.answering.sentence import choose_sentence
from qa.question import NamedFilters, QuestionFeatures, requirements
from qa.search import RankedPassage, Reading
from qa.types import AnswerKind

_PASSAGES_OF_WHOLE = 3
"""number of passages at the front of the whole question's ranking that may answer a part of the question"""
_MOST_IN_OTHER_WORDS = 0.3
"""upper limit of the confidence in a passage that comes first only for the question in official words; a higher
confidence for the question as it is replaces this limit"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One form of the question, searched and judged."""

    searched: str
    named: NamedFilters
    judgement: Judgement
    kind: AnswerKind = AnswerKind.ANSWER

    @property
    def is_found(self) -> bool:
        """Whether the attempt has a sentence that answers, not only one that may answer."""
        return self.judgement.is_found

    @property
    def confidence(self) -> float:
        """The probability that the documents answer."""
        return self.judgement.confidence.value


def within(whole: Attempt, part: str, attempt: Attempt, context: AskContext) -> Attempt:
    """Answer a part of a question from the whole question's first passages, if one of them is nearer to the part.

    A part may lack the subject that another part names, so the passages found for it alone may be about something else.
    An answer from the whole question's passages has the confidence of the whole question.
    The attempt for the part alone is returned unchanged in each of these cases:

    - its confidence is higher than that of the whole question, or it reports missing values or names
    - the whole question has no answering sentence
    - the part names a year, a number or another quantity (:func:`qa.question.requirements`)
    - it has a sentence, and no first passage of the whole question is nearer to the part than its own first passage;
      without a passage reader, all passages are equally near

    Args:
        whole: the attempt for the whole question.
        part: the part, in a form that stands alone.
        attempt: the attempt for the part alone.
        context: the encoder and the passage reader.
    """
    ranking = whole.judgement.ranking
    is_surer = attempt.confidence > whole.confidence or attempt.judgement.missing
    if is_surer or whole.judgement.sentence is None or requirements(part):
        return attempt
    own = attempt.judgement.ranking.passages[:1] if attempt.judgement.sentence else ()
    candidates = [*own, *ranking.passages[:_PASSAGES_OF_WHOLE]]
    vector = context.encoder.encode_queries([part])[0]
    readings = _readings(part, vector, candidates, context.reader)
    nearest = max(range(len(candidates)), key=lambda place: readings[place].relevance)
    first = candidates[nearest]._replace(reading=readings[nearest])
    if own and first.passage.id == own[0].passage.id:
        return attempt
    features = QuestionFeatures(part)
    sentence = choose_sentence(features, vector, first.passage, context.encoder, reading=first.reading).sentence
    others = tuple(entry for entry in ranking.passages if entry.passage.id != first.passage.id)
    found = replace(ranking, passages=(first, *others))
    return replace(attempt, judgement=Judgement(whole.judgement.confidence, sentence, found))


def in_official_words(attempt: Attempt, again: Attempt) -> Attempt:
    """Return the more confident of two attempts: for the question as it is, and for the question in official words.

    The first attempt is also returned if it found no passages. The second is returned with the first one's ``searched``
    and ``also_searched``.

    An everyday word may have been meant in another sense. So the second attempt has at most the confidence
    :data:`_MOST_IN_OTHER_WORDS`, or that of the first attempt if this is higher, unless both rankings begin with the
    same passage.

    Args:
        attempt: the attempt for the question as it is.
        again: the attempt for the question in official words.
    """
    first, found = attempt.judgement.ranking, again.judgement.ranking
    if again.confidence <= attempt.confidence or not first.passages:
        return attempt
    sure = again.judgement.confidence
    if found.passages[0].passage.id != first.passages[0].passage.id:
        sure = replace(sure, value=max(attempt.confidence, min(sure.value, _MOST_IN_OTHER_WORDS)))
    judgement = replace(again.judgement, ranking=replace(found, also_searched=first.also_searched), confidence=sure)
    return replace(again, searched=attempt.searched, judgement=judgement)


def _readings(
    question: str, vector: NDArray[np.float32], entries: Sequence[RankedPassage], reader: PassageReader | None
) -> Sequence[Reading]:
    """Return a reading of each passage; without a reader, all readings are equal."""
    passages = [entry.passage for entry in entries]
    return reader.read(question, vector, passages) if reader else [Reading(0.0)] * len(passages)
