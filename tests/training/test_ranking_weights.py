"""The weights of the ranking, fitted over several sets."""

from dataclasses import replace

import numpy as np

from tests.training.measured import measured
from training.measurements import FEATURES
from training.ranking_weights import cosine_weight, first_answers, fit, logit_weight, without_feature


def test_the_feature_that_identifies_the_right_passage_gets_the_largest_weight() -> None:
    weights = fit([measured(0), measured(1)])
    assert weights.shape == (len(FEATURES),)
    assert np.argmax(weights) == 0
    assert weights[0] > 1


def test_weights_fitted_on_some_sets_hold_on_another() -> None:
    weights = fit([measured(0), measured(1)])
    assert first_answers(measured(2), weights).mean() > 0.8


def test_without_the_feature_that_matters_the_right_passage_is_lost() -> None:
    weights = np.insert(fit([without_feature(measured(0), 0), without_feature(measured(1), 0)]), 0, 0.0)
    assert first_answers(measured(2), weights).mean() < 0.5


def test_a_set_counts_the_same_whatever_its_size() -> None:
    small, large = measured(0, questions=30), measured(1, questions=300)
    large.features[large.correct, 0] -= 6
    assert abs(fit([small, large])[0]) < 1


def test_a_nearest_sentence_that_tells_the_right_passage_gets_a_weight() -> None:
    equal = measured(1, questions=100)
    noise = np.random.default_rng(5).normal(scale=0.02, size=len(equal.nearest))
    telling = replace(equal, nearest=np.where(equal.correct, 0.9, 0.85) + noise)
    assert cosine_weight([telling]) > 10
    assert cosine_weight([equal]) == 0


def test_a_logit_that_tells_the_right_passage_gets_a_weight() -> None:
    equal = measured(1, questions=100)
    noise = np.random.default_rng(5).normal(size=len(equal.logit))
    telling = replace(equal, logit=np.where(equal.correct, 2.0, -2.0) + noise)
    assert logit_weight([telling, equal]) >= 0.3
    assert logit_weight([equal]) == 0


def test_a_passage_that_was_not_read_gains_nothing() -> None:
    found = measured(1, questions=2)
    logit = np.full(10, np.nan)
    logit[:3] = (1.0, -1.0, 0.5)
    assert replace(found, logit=logit).logit_gains().tolist() == [2, 0, 1.5, 0, 0, 0, 0, 0, 0, 0]
