"""Re-rank the first passages of a ranking by a passage reader: a model that judges a passage together with a question.

The usual reader compares the question with each sentence of a passage; a cross-encoder can take its place.
"""

from bisect import insort_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Reranker
from qa.answering.passage_reader import PassageReader
from qa.answering.read_together import closer_readings, read_together
from qa.answering.reranking_reader import RerankingReader
from qa.answering.sentence_reader import SentenceReader
from qa.search import RankedPassage, Ranking, read_as
from qa.settings import Settings

PASSAGES_READ = 5
"""maximum number of passages that are read"""
REACH = 1.5
"""A passage whose score is more than this below the best one is not read: it would hardly become the first."""


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
