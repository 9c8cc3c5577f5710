"""Re-rank the first passages of a ranking by a passage reader: a model that judges a passage together with a question.

The usual reader compares the question with each sentence of a passage; a cross-encoder can take its place.
The vector of a passage is the mean of all that it says, so a long passage with one sentence that answers may lie far
from the question.
"""

import re
from bisect import insort_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Reranker, SpanReader
from qa.answering.read_together import closer_readings, read_together
from qa.answering.statements import statements
from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.search import RankedPassage, Ranking, Reading, quotable_spans, read_as
from qa.settings import Settings

PASSAGES_READ = 5
"""maximum number of passages that are read"""
REACH = 1.5
"""A passage whose score is more than this below the best one is not read: it would hardly become the first."""
_PLAIN_LESS, _QUESTION_LESS = 0.06, 0.02
"""amounts subtracted from a cosine of the original vectors before it is compared with a cosine of the vectors that the
maps of :meth:`Encoder.encode_answers` give: the first for a statement, the second for a question in a list of questions
and answers, whose vector the maps change less; chosen on the development sets (``docs/evaluation.md``)"""
_IS_QUESTION = re.compile(r"[?？]\s*$")
COSINE_WEIGHT = 30.0
"""weight of the cosine of the nearest sentence, fitted by ``training/ranking_weights.py``"""
_CACHED_QUESTIONS = 64
_SPREAD = 1.0
"""standard deviation to which the scores of a cross-encoder for the passages of a question are scaled"""


class PassageReader(Protocol):
    """A model that judges passages together with a question."""

    @property
    def identity(self) -> str:
        """A name; readers with equal names give equal readings."""

    @property
    def span_reader(self) -> SpanReader | None:
        """The model that reads the first passages once more, together with the question, if there is one."""

    def read(self, question: str, vector: NDArray[np.float32], passages: Sequence[StoredPassage]) -> Sequence[Reading]:
        """Return a reading of each passage.

        Args:
            question: the question's text.
            vector: its unit vector, shape (dimension,).
            passages: the passages.

        Raises:
            ModelError: the model cannot be loaded.
        """

    def load(self) -> None:
        """Load the reader's model now.

        Raises:
            ModelError: the model cannot be loaded.
        """


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
        plain = self._plain_vector(question) if passages and self._has_layers else vector
        question_vectors = _QuestionVectors(vector, plain, self._encoder.answer_query(vector))
        return [self._reading(question_vectors, passage) for passage in passages]

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

    def _reading(self, question: "_QuestionVectors", passage: StoredPassage) -> Reading:
        text, headings = passage.text, passage.citation.heading_path
        spans = quotable_spans(text, headings, passage.kind)
        # One call for each passage: the encoder caches it, and no other passage changes its vectors by rounding.
        sentences = [text[span.start : span.end] for span in spans]
        vectors = self._encoder.encode_sentences(sentences)
        answers = np.vecdot(self._encoder.encode_answers(sentences), question.answer)
        cosines = dict(zip(spans, answers.tolist(), strict=True))
        markable = statements(passage)
        plain_cosines = np.vecdot(vectors, question.plain).tolist()
        if markable and len(markable) < len(spans):
            by_span = dict(zip(spans, plain_cosines, strict=True))
            plain_cosines = [by_span[span] for span in markable]
        nearest = max(plain_cosines)
        less = [_QUESTION_LESS if _IS_QUESTION.search(sentence) else _PLAIN_LESS for sentence in sentences]
        relevance = max(*cosines.values(), float((np.vecdot(vectors, question.vector) - less).max()))
        return Reading(COSINE_WEIGHT * relevance, nearest, cosines)


class RerankingReader:
    """A reader that scores each passage with a cross-encoder.

    Args:
        reranker: the cross-encoder.
    """

    span_reader = None

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker

    @property
    def identity(self) -> str:
        """The cross-encoder's name and checksum.

        Raises:
            ModelError: its folder is missing.
        """
        return self._reranker.identity

    def read(self, question: str, vector: NDArray[np.float32], passages: Sequence[StoredPassage]) -> Sequence[Reading]:
        """Return a reading of each passage, whose relevance is the standardised score of the cross-encoder."""
        contexts = [context_text(each.citation.title, each.citation.heading_path, each.kind) for each in passages]
        texts = [f"{context}\n{each.text}" for context, each in zip(contexts, passages, strict=True)]
        scores = self._reranker.scores(question, texts)
        # The scale of another model's scores is unknown.
        spread = scores.std() if len(scores) else 0.0
        relevances = _SPREAD * (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
        return [Reading(relevance) for relevance in relevances.tolist()]

    def load(self) -> None:
        """Load the cross-encoder now."""
        self._reranker.scores("预热", ["预热"])


def passage_reader(settings: Settings, encoder: Encoder) -> PassageReader | None:
    """Return the reader that the settings name; ``None`` if passages are not to be read."""
    if not settings.reads:
        return None
    return RerankingReader(Reranker(settings.reranker)) if settings.reranker else SentenceReader(encoder)


def read_first(question: str, vector: NDArray[np.float32], ranking: Ranking, reader: PassageReader | None) -> Ranking:
    """Return a ranking whose first passages are re-ranked by the reader; the others keep their order.

    Args:
        question: the question's text.
        vector: its unit vector, shape (dimension,).
        ranking: the passages for it.
        reader: ``None`` leaves the ranking as it is.

    Raises:
        ModelError: the reader's model cannot be loaded.
    """
    if reader is None or not ranking.passages:
        return ranking
    passages = _read(question, vector, ranking.passages, reader)
    if ranking.unfiltered is ranking.passages:
        return replace(ranking, passages=passages, unfiltered=passages)
    return replace(ranking, passages=passages, unfiltered=_read(question, vector, ranking.unfiltered, reader))


def with_first_read(
    question: str, vector: NDArray[np.float32], ranking: Ranking, reader: PassageReader | None
) -> Ranking:
    """Return a ranking of at least one passage with its first passage read, if there is a reader; the order stays."""
    first = ranking.passages[0]
    if reader is None:
        return ranking
    reading = first.reading or reader.read(question, vector, [first.passage])[0]
    if reader.span_reader and reading.logit is None:
        (reading,) = closer_readings(question, [first._replace(reading=reading)], reader.span_reader)
    if reading is first.reading:
        return ranking
    return replace(ranking, passages=(first._replace(reading=reading), *ranking.passages[1:]))


def _read(
    question: str, vector: NDArray[np.float32], passages: Sequence[RankedPassage], reader: PassageReader
) -> tuple[RankedPassage, ...]:
    least = passages[0].score - REACH
    first = [entry for entry in passages[:PASSAGES_READ] if entry.score >= least]
    readings = reader.read(question, vector, [entry.passage for entry in first])
    relevances = [reading.relevance for reading in readings]
    read = read_as(first, relevances, readings)
    ranked = read_as(passages[len(first) :], repeat(min(relevances)), repeat(None))
    for entry in reversed(read):
        # The others stay in order. Of equal scores, those that were read come first, in their order.
        insort_left(ranked, entry, key=lambda other: -other.score)
    return read_together(question, ranked, reader.span_reader)
