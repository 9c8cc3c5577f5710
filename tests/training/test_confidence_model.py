"""The confidence, fitted over several sets."""

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
    assert calibration_error(confidence, answerable) < 0.02


def test_a_confidence_of_one_is_half_wrong_at_even_odds() -> None:
    answerable = np.tile([True, True, True, False], 100)
    assert calibration_error(np.ones(400), answerable) == pytest.approx(0.5)
