"""The confidence, fitted over several sets."""

from dataclasses import replace

import numpy as np
import pytest

from tests.training.measured import measured
from training.confidence_model import WHEN_READ, calibration_error, columns, fit


def test_a_model_fitted_on_some_sets_recognises_answerable_questions_of_another() -> None:
    model, other = fit([measured(0), measured(1)]), measured(2)
    confidence = model.predict_proba(columns(other, WHEN_READ))[:, 1]
    assert confidence[other.answerable].mean() > 0.7
    assert confidence[~other.answerable].mean() < 0.3


def test_a_confidence_that_is_right_has_a_small_calibration_error() -> None:
    chance = np.random.default_rng(0)
    confidence = chance.uniform(size=20_000)
    answerable = chance.uniform(size=20_000) < confidence
    assert calibration_error(confidence, answerable, answerable) < 0.02


def test_a_confidence_of_one_is_half_wrong_at_even_odds() -> None:
    answerable = np.tile([True, True, True, False], 100)
    assert calibration_error(np.ones(400), answerable, answerable) == pytest.approx(0.5)


def test_an_answerable_question_whose_first_passage_is_wrong_counts_as_wrong() -> None:
    answerable = np.tile([True, True, False, False], 100)
    right = np.tile([True, False, False, False], 100)
    assert calibration_error(np.full(400, 0.25), right, answerable) == pytest.approx(0.0)


def test_wrong_first_passages_lower_the_confidence() -> None:
    sets = [measured(0), measured(1)]
    half_wrong = [replace(each, right=each.right & (np.arange(len(each.right)) % 4 == 0)) for each in sets]
    signals = columns(measured(2), WHEN_READ)
    assert fit(half_wrong).predict_proba(signals)[:, 1].mean() < fit(sets).predict_proba(signals)[:, 1].mean() - 0.1
