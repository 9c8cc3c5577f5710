"""Confidence: the probability that the documents answer a question.

A logistic model (Platt, Advances in Large Margin Classifiers, 1999) of features that the first passages share with the
question, fitted and measured by ``benchmarks/fit_confidence.py``. Its coefficients belong to one embedding model,
because the cosines of another model have another scale.
"""

import math
from dataclasses import astuple, dataclass
from statistics import fmean

from qa.search import Ranking

THRESHOLD = 0.28
"""Below it the answer is "not found". On ``ncp_dev`` that refuses .079 of the answerable questions and .794 of the
unanswerable ones (``benchmarks.quality``)."""

POSSIBLE = 0.05
"""From it up to :data:`THRESHOLD` the answer is "possible": the sentence is shown, to be checked. On ``ncp_dev`` this
is so for 7 % of the questions that the documents answer and 49 % of the others; .2 % of the right first passages are
below."""
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """The features of a ranking that show whether the documents answer."""

    cosine: float
    """of the question and the first passage"""
    evidence: float
    """part of the first passage's score that comes from shared bigrams (``RankedPassage.evidence``)"""
    lead: float
    """score of the first passage less the mean score of the next four; its evidence if there are none"""
    places_elsewhere: float
    """1 if a place named in the question is in none of the passages found from the first passage's document"""
    places_nowhere: float
    """1 if a place named in the question is in none of the passages found"""
    no_answer_type: float
    """1 if the first passage lacks the expected type of answer"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The coefficients of the logistic model for one embedding model."""

    intercept: float
    weights: Signals
    mean_cosine: float
    """mean cosine of question and first passage, over equally many answerable and unanswerable questions"""


CALIBRATIONS = {
    "multilingual-e5-small@1571fc982750": Calibration(
        intercept=-19.36,
        weights=Signals(
            cosine=17.78,
            evidence=0.54,
            lead=0.53,
            places_elsewhere=-1.39,
            places_nowhere=-4.19,
            no_answer_type=-1.39,
        ),
        mean_cosine=0.903,
    )
}
"""by the identity of the embedding model (:attr:`embeddings.Encoder.identity`)"""
_FALLBACK = next(iter(CALIBRATIONS.values()))


@dataclass(frozen=True, slots=True)
class Confidence:
    """The estimated probability that the documents answer."""

    value: float
    """0 to 1, at even odds of answerable and unanswerable questions"""
    calibrated: bool
    """False for a model without coefficients of its own: then the value orders answers but is not a probability"""


def signals(ranking: Ranking) -> Signals:
    """Return the signals of a ranking with at least one passage.

    Filters that keep the first passage do not change the signals.
    """
    first = ranking.passages[0]
    same = {first.passage.id, *(passage.id for passage in first.duplicates)}
    others = [entry for entry in ranking.unfiltered if entry.passage.id not in same][: _COMPARED - 1]
    lead = first.score - fmean(other.score for other in others) if others else first.evidence
    coverage = ranking.coverage
    return Signals(
        first.cosine,
        first.evidence,
        lead,
        not coverage.places_in_document,
        not coverage.places_anywhere,
        not coverage.answer_type,
    )


def confidence(found: Signals, model: str) -> Confidence:
    """Return the confidence for the signals of a ranking.

    A model without a calibration gets the coefficients of the bundled model with the cosine held at its mean, so that
    the scale of the model's cosines has no effect.

    Args:
        found: the signals.
        model: the identity of the embedding model that gave the cosine.
    """
    calibration = CALIBRATIONS.get(model, _FALLBACK)
    is_calibrated = model in CALIBRATIONS
    values = list(astuple(found))
    if not is_calibrated:
        values[0] = calibration.mean_cosine
    weighted = sum(weight * value for weight, value in zip(astuple(calibration.weights), values, strict=True))
    return Confidence(1 / (1 + math.exp(-(calibration.intercept + weighted))), is_calibrated)
