"""From ranked passages to an answer: which sentence, how sure, or not found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.confidence import THRESHOLD, Signals, confidence
from qa.answering.sentence import choose_sentence
from qa.index import StoredPassage, headings_text
from qa.search import Evidence, RankedPassage
from qa.types import AnswerSentence

_PASSAGES_READ = 3
"""how many of the first passages are looked at for the question's words"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the passages answer, how sure that is, and with which sentence; ``None`` when not found."""

    confidence: float
    sentence: AnswerSentence | None


def judge(
    question: str, vector: NDArray[np.float32], ranked: Sequence[RankedPassage], encoder: Encoder
) -> Judgement:
    """Judge whether the first passages answer a question, and choose the sentence that does.

    Args:
        question: its text.
        vector: its unit vector, shape (dimension,).
        ranked: passages, best first.
        encoder: that made the vector.
    """
    if not ranked:
        return Judgement(0.0, None)
    signals, sentence = weigh(question, vector, ranked, encoder)
    sure = confidence(signals)
    return Judgement(sure, sentence if sure >= THRESHOLD else None)


def weigh(
    question: str, vector: NDArray[np.float32], ranked: Sequence[RankedPassage], encoder: Encoder
) -> tuple[Signals, AnswerSentence]:
    """The signals for an answer and the sentence of the first passage that is likeliest to be it."""
    asked = Evidence(question)
    chosen = choose_sentence(asked, vector, ranked[0].passage, encoder)
    coverage = max(asked.coverage(_with_context(entry.passage)) for entry in ranked[:_PASSAGES_READ])
    return Signals(ranked[0].cosine, chosen.cosine, coverage), chosen.sentence


def _with_context(passage: StoredPassage) -> str:
    headings = headings_text(passage.citation.heading_path, passage.kind)
    return "\n".join((passage.citation.title, headings, passage.text))
