"""Confidence metrics, compared with scikit-learn and with values computed by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation.calibration import (
    area_under_risk_coverage,
    auroc,
    expected_calibration_error,
    reliability,
    risk_coverage,
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=2))
def test_auroc_equals_that_of_scikit_learn(answers: list[tuple[bool, float]]) -> None:
    from sklearn.metrics import roc_auc_score

    positive = np.array([float(is_positive) for is_positive, _ in answers])
    confidence = np.array([confidence for _, confidence in answers])
    if 0 < positive.sum() < len(positive):
        assert auroc(positive, confidence) == pytest.approx(roc_auc_score(positive, confidence), abs=1e-9)
    else:
        assert np.isnan(auroc(positive, confidence))


def test_risk_and_coverage_by_hand() -> None:
    right, confidence = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.8, 0.3, 0.1])
    assert risk_coverage(right, confidence).tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert area_under_risk_coverage(right, confidence) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_the_order_of_answers_with_equal_confidence_does_not_matter() -> None:
    right, confidence = np.array([1.0, 0.0, 1.0, 0.0, 0.0]), np.array([0.9, 0.5, 0.5, 0.5, 0.1])
    expected = [0, 1 / 3, 4 / 9, 1 / 2, 3 / 5]
    assert risk_coverage(right, confidence).tolist() == pytest.approx(expected)
    order = [0, 3, 2, 1, 4]
    assert risk_coverage(right[order], confidence[order]).tolist() == pytest.approx(expected)


def test_the_calibration_error_by_hand() -> None:
    right, confidence = np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.95, 0.85, 0.82, 1.0])
    assert [(tenth.answers, tenth.right) for tenth in reliability(right, confidence)] == [(2, 0.5), (2, 0.5)]
    assert expected_calibration_error(right, confidence) == pytest.approx((0.835 - 0.5 + 0.975 - 0.5) / 2)
