"""Judge a ranking: its confidence, and the sentence that answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.confidence import THRESHOLD, Confidence, confidence, signals
from qa.answering.sentence import choose_sentence
from qa.question import QuestionFeatures
from qa.search import Ranking
from qa.types import AnswerSentence


@dataclass(frozen=True, slots=True)
class Judgement:
    """The confidence that the passages answer, and the answering sentence, or ``None`` if nothing was found."""

    confidence: Confidence
    sentence: AnswerSentence | None


def judge(question: str, vector: NDArray[np.float32], ranking: Ranking, encoder: Encoder) -> Judgement:
    """Judge whether the first passage answers a question, and choose the sentence that does.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        ranking: the passages for it.
        encoder: the model that made the vector.
    """
    if not ranking.passages:
        # Without passages the confidence is 0 whatever the model.
        return Judgement(Confidence(0.0, calibrated=True), None)
    sure = confidence(signals(ranking), encoder.identity)
    if sure.value < THRESHOLD:
        return Judgement(sure, None)
    first = ranking.passages[0].passage
    return Judgement(sure, choose_sentence(QuestionFeatures(question), vector, first, encoder))
