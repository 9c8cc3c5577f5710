"""Small measurements for the tests of training."""

import numpy as np

from training.measurements import FEATURES, SIGNALS, Measurements


def measured(seed: int, questions: int = 60) -> Measurements:
    """Return questions with five passages each, of which the first feature identifies the right one."""
    chance = np.random.default_rng(seed)
    question = np.repeat(np.arange(questions), 5)
    correct = np.tile([True, False, False, False, False], questions)
    features = chance.normal(size=(len(question), len(FEATURES)))
    features[correct, 0] += 3
    answerable = np.tile([True, False], questions)
    signals = chance.normal(size=(len(answerable), len(SIGNALS)))
    signals[answerable, SIGNALS.index("lead")] += 3
    return Measurements(
        question=question,
        features=features,
        cosine=features[:, 0],
        nearest=np.full(len(question), 0.9),
        logit=np.full(len(question), np.nan),
        bm25_rank=chance.permutation(len(question)).astype(np.float64) + 1,
        correct=correct,
        signals=signals,
        answerable=answerable,
    )
