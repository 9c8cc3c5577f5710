"""Read passages by comparing the question with each of their sentences.

The vector of a passage is the mean of all that it says, so a long passage with one sentence that answers may lie far
from the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, SpanReader
from qa.answering.statements import statements
from qa.index import StoredPassage
from qa.search import Reading, quotable_spans
from qa.types import Span

_PLAIN_LESS, _QUESTION_LESS = 0.06, 0.02
"""amounts subtracted from a cosine of the original vectors before it is compared with a cosine of the vectors that the
maps of :meth:`Encoder.encode_answers` give: the first for a statement, the second for a question in a list of questions
and answers, whose vector the maps change less; chosen on the development sets (``docs/evaluation.md``)"""
_IS_QUESTION = re.compile(r"[?？]\s*$")
COSINE_WEIGHT = 30.0
"""weight of the cosine of the nearest sentence, fitted by ``training/ranking_weights.py``"""
_CACHED_QUESTIONS = 64


@dataclass(frozen=True, slots=True)
class _QuestionVectors:
    """The unit vectors of a question, each of shape (dimension,)."""

    vector: NDArray[np.float32]
    """the vector that is compared with passages"""
    plain: NDArray[np.float32]
    """the vector of the question encoded without the layers for questions; equals ``vector`` if the model has none"""
    answer: NDArray[np.float32]
    """``vector`` after the map for questions, to compare with the vectors of :meth:`Encoder.encode_answers`"""


class SentenceReader:
    """A reader that compares the vector of the question with those of the passage's sentences.

    A reading has two values. The relevance, which orders the passages, takes every sentence into account, including
    titles and the questions of a list of questions and answers. The nearest cosine, from which the confidence is
    computed, takes only sentences that can be answers, or all sentences if none can. For the nearest cosine, the
    question is encoded without its separate layers (:meth:`Encoder.encode_symmetric`): the layers order passages
    better, but their cosines differ more from one kind of documents to another (``docs/evaluation.md``).

    Args:
        encoder: the model of the vectors.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._plain_vector = lru_cache(_CACHED_QUESTIONS)(self._encode_plainly)

    @cached_property
    def identity(self) -> str:
        """A name, with the checksums of the maps for answers and of the layers that read pairs, if the model has them.

        Raises:
            ModelError: the model does not exist, or one of these files is missing or damaged.
        """
        of_pairs = self.span_reader.identity if self.span_reader else ""
        return "+".join(filter(None, ("sentences", self._encoder.answer_identity, of_pairs)))

    @cached_property
    def span_reader(self) -> SpanReader | None:
        """The layers of the bundled model that read pairs; ``None`` for another model.

        Raises:
            ModelError: the model does not exist.
        """
        return SpanReader(self._encoder) if self._has_layers else None

    def read(self, question: str, vector: NDArray[np.float32], passages: Sequence[StoredPassage]) -> Sequence[Reading]:
        """Return a reading of each passage.

        The relevance is the weighted cosine of the nearest sentence: with the maps of :meth:`Encoder.encode_answers`,
        or without them and reduced by a constant, whichever is higher.
        """
        if not passages:
            return []
        plain = self._plain_vector(question) if self._has_layers else vector
        question_vectors = _QuestionVectors(vector, plain, self._encoder.answer_query(vector))
        spans = [quotable_spans(each.text, each.citation.heading_path, each.kind) for each in passages]
        sentences = [
            each.text[span.start : span.end] for each, own in zip(passages, spans, strict=True) for span in own
        ]
        # One call for the sentences of all passages: a model is faster with many texts than with few.
        vectors, answers = self._encoder.encode_sentences(sentences), self._encoder.encode_answers(sentences)
        readings, first = [], 0
        for passage, own in zip(passages, spans, strict=True):
            rows = slice(first, first + len(own))
            readings.append(_reading(question_vectors, passage, own, vectors[rows], answers[rows]))
            first += len(own)
        return readings

    def load(self) -> None:
        """Load the model, its maps and its layers that read pairs now."""
        self._encoder.encode_answers(["预热"])
        if self.span_reader:
            self.span_reader.load()

    @property
    def _has_layers(self) -> bool:
        """Whether the model is the bundled one, which has trained layers."""
        return self._encoder.query_identity != self._encoder.identity

    def _encode_plainly(self, question: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._encoder.encode_symmetric([question])[0]
        return vector


def _reading(
    question: _QuestionVectors,
    passage: StoredPassage,
    spans: Sequence[Span],
    vectors: NDArray[np.float32],
    answers: NDArray[np.float32],
) -> Reading:
    """Return the reading of a passage.

    Args:
        question: the vectors of the question.
        passage: the passage.
        spans: its sentences.
        vectors: their vectors by :meth:`Encoder.encode_sentences`, shape (sentences, dimension).
        answers: their vectors by :meth:`Encoder.encode_answers`, of the same shape.
    """
    cosines = dict(zip(spans, np.vecdot(answers, question.answer).tolist(), strict=True))
    markable = statements(passage)
    plain_cosines = np.vecdot(vectors, question.plain).tolist()
    if markable and len(markable) < len(spans):
        by_span = dict(zip(spans, plain_cosines, strict=True))
        plain_cosines = [by_span[span] for span in markable]
    nearest = max(plain_cosines)
    sentences = (passage.text[span.start : span.end] for span in spans)
    less = [_QUESTION_LESS if _IS_QUESTION.search(sentence) else _PLAIN_LESS for sentence in sentences]
    relevance = max(*cosines.values(), float((np.vecdot(vectors, question.vector) - less).max()))
    return Reading(COSINE_WEIGHT * relevance, nearest, cosines)
