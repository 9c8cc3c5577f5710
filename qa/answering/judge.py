"""From ranked passages to an answer: how sure it is, and which sentence, or none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.confidence import THRESHOLD, confidence, signals
from qa.answering.sentence import choose_sentence
from qa.search import Evidence, Ranking
from qa.types import AnswerSentence


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure it is that the passages answer, and with which sentence; ``None`` when not found."""

    confidence: float
    sentence: AnswerSentence | None


def judge(question: str, vector: NDArray[np.float32], ranking: Ranking, encoder: Encoder) -> Judgement:
    """Judge whether the first passages answer a question, and choose the sentence of the first one that does.

    Args:
        question: its text.
        vector: its unit vector, shape (dimension,).
        ranking: its passages.
        encoder: that made the vector.
    """
    if not ranking.passages:
        return Judgement(0.0, None)
    sure = confidence(signals(ranking))
    if sure < THRESHOLD:
        return Judgement(sure, None)
    return Judgement(sure, choose_sentence(Evidence(question), vector, ranking.passages[0].passage, encoder))
