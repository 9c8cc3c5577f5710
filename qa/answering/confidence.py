"""Confidence: the probability that the documents answer a question.

It comes from a logistic model (Platt, Advances in Large Margin Classifiers, 1999) of the :class:`Signals` of a ranking,
which ``training/confidence_model.py`` fits and measures. The coefficients belong to one embedding model and one reader,
because the scores of other models have other scales.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import islice
from operator import attrgetter
from statistics import fmean

from qa.search import Ranking

THRESHOLD = 0.5
"""confidence from which the answer is "found"; below, it is "not found" or "possible" (:data:`POSSIBLE`)"""

POSSIBLE = 0.12
"""confidence from which, up to :data:`THRESHOLD`, the answer is "possible": the sentence is shown, to be checked"""
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """The features of a ranking that show whether the documents answer."""

    cosine: float
    """of the question and the first passage"""
    bigram_score: float
    """part of the first passage's score that comes from shared bigrams (``RankedPassage.bigram_score``)"""
    lead: float
    """score of the first passage minus the mean score of the next four; its bigram score if there are none"""
    place_missing: float
    """1 if a place named in the question is in none of the passages found from the first passage's document"""
    no_answer_type: float
    """1 if the first passage lacks the expected type of answer"""
    nearest: float = 0.0
    """cosine of the question and the nearest sentence of the first passage that can be an answer (``Reading.nearest``);
    0 if no sentence was compared"""
    logit: float = 0.0
    """of whether the first passage answers (``Reading.logit``); 0 if it was not read together with the question"""


_values = attrgetter(*(field.name for field in fields(Signals)))
"""returns the values of signals in order; ``dataclasses.astuple`` takes ten times as long"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The coefficients of the logistic model for one embedding model and one reader."""

    intercept: float
    weights: Signals
    mean_cosine: float
    """mean cosine of question and first passage, over equally many answerable and unanswerable questions"""


_BUNDLED = "multilingual-e5-small@1571fc982750+f69f04549214+1c5a552d1da2"
_READER = "sentences+d3e149b46d11+7afbf1e73549"
CALIBRATIONS: Mapping[tuple[str, str | None], Calibration] = {
    (_BUNDLED, _READER): Calibration(
        intercept=-12.02,
        weights=Signals(
            cosine=0.0,
            bigram_score=0.16,
            lead=0.09,
            place_missing=-0.69,
            no_answer_type=-0.61,
            nearest=12.57,
            logit=0.36,
        ),
        mean_cosine=0.854,
    ),
    (_BUNDLED, None): Calibration(
        intercept=-9.97,
        weights=Signals(
            cosine=10.46,
            bigram_score=0.24,
            lead=0.16,
            place_missing=-0.43,
            no_answer_type=0.0,
        ),
        mean_cosine=0.854,
    ),
}
"""maps a pair of identities to the calibration of these models: that of the embedding model
(:attr:`embeddings.Encoder.query_identity`), and that of the reader
(:attr:`qa.answering.passage_reader.PassageReader.identity`) or ``None`` for passages that were not read"""
_FALLBACK = CALIBRATIONS[_BUNDLED, None]


@dataclass(frozen=True, slots=True)
class Confidence:
    """The estimated probability that the documents answer."""

    value: float
    """0 to 1, valid if answerable and unanswerable questions are equally many"""
    calibrated: bool
    """False for models without coefficients of their own: then the value orders answers but is not a probability"""


def signals(ranking: Ranking) -> Signals:
    """Return the signals of a ranking with at least one passage.

    Filters that allow the first passage do not change its signals.
    """
    first = ranking.passages[0]
    same = {first.passage.id, *(passage.id for passage in first.duplicates)}
    others = list(islice((entry for entry in ranking.unfiltered if entry.passage.id not in same), _COMPARED - 1))
    lead = first.score - fmean(other.score for other in others) if others else first.bigram_score
    coverage = ranking.coverage(first.passage)
    return Signals(
        first.cosine,
        first.bigram_score,
        lead,
        not coverage.places_in_document,
        not coverage.answer_type,
        first.reading.nearest if first.reading else 0.0,
        (first.reading.logit or 0.0) if first.reading else 0.0,
    )


def confidence(found: Signals, model: str, reader: str | None = None) -> Confidence:
    """Return the confidence for the signals of a ranking.

    Models without a calibration get the coefficients of the bundled embedding model for passages that were not read,
    with the cosine held at its mean, so that the scales of the models' scores have no effect.

    Args:
        found: the signals.
        model: the identity of the embedding model that gave the cosine.
        reader: the identity of the reader; ``None`` if no passage was read.
    """
    calibration = CALIBRATIONS.get((model, reader), _FALLBACK)
    is_calibrated = (model, reader) in CALIBRATIONS
    values = list(_values(found))
    if not is_calibrated:
        values[0] = calibration.mean_cosine
    weighted = sum(weight * value for weight, value in zip(_values(calibration.weights), values, strict=True))
    return Confidence(1 / (1 + math.exp(-(calibration.intercept + weighted))), is_calibrated)
