"""Fit the weights of the ranking over many question sets (``qa/search/ranked_passage.py``).

    python -m training.ranking_weights --work DIR

A pairwise logistic model (Burges et al., Learning to rank using gradient descent, ICML 2005, without hidden layer)
learns to rank passages that answer above passages that do not. Every question of a set has the same weight, and every
set has the same weight. Prints, tab-separated,

- the weights to copy into the module;
- the weight of the nearest sentence's cosine (``qa/answering/sentence_reader.py``), fitted with the present weights of
  the other features. This weight maximises the likelihood of the passages that answer (conditional logit, McFadden
  1974);
- the weight of the logit of the layers that read pairs (``qa/answering/read_together.py``), fitted in the same way
  with the present weights of everything else, over the sets whose measurements have logits;
- for each set, the share of questions with an answer in the first passage (``answer@1``): by vectors alone, by BM25
  alone, with the present weights (``WEIGHTS``), and with the new weights; then answer@5 and answer@10 with the new
  weights. For a set that is fitted on, the new weights are those fitted without this set; for a development set, they
  are the final weights;
- for each set, the difference in answer@1 between the new and the present weights, with its 95 % interval (paired
  bootstrap over the questions);
- for each feature, the mean difference of answer@1 over the development sets if the weights are fitted without it, with
  its 95 % interval (bootstrap within the sets). A feature whose interval includes 0 has not shown its worth.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.answering.read_together import LOGIT_WEIGHT
from qa.answering.sentence_reader import COSINE_WEIGHT
from qa.search.ranked_passage import WEIGHTS
from training.manifest import SETS
from training.measurements import FEATURES, Measurements, load_all

_RESAMPLES = 2000
_COSINE_WEIGHTS = range(0, 61, 10)
_LOGIT_WEIGHTS = tuple(tenths / 10 for tenths in range(11))
_SCALES = (0.5, 0.7, 0.85, 1.0, 1.2, 1.5)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    work = parser.parse_args().work
    fitted_on = load_all(work, [chosen.name for chosen in SETS if chosen.is_fitted_on])
    reported = load_all(work, [chosen.name for chosen in SETS if not chosen.is_fitted_on])
    weights = fit(fitted_on.values())
    for name, weight in zip(FEATURES, weights, strict=True):
        print(name, f"{weight:.2f}", sep="\t")
    print("nearest sentence", cosine_weight(list(fitted_on.values())), sep="\t")
    print("logit", logit_weight(list(fitted_on.values())), sep="\t")
    print("set", "n", "vectors", "BM25", "present", "new", "@5", "@10", "new − present", "95 %", sep="\t")
    for name, measured in fitted_on.items():
        others = [other for key, other in fitted_on.items() if key != name]
        print_row(f"{name} (left out)", measured, fit(others))
    for name, measured in reported.items():
        print_row(name, measured, weights)
    print("without", "mean difference", "95 %", sep="\t")
    for column, name in enumerate(FEATURES):
        reduced = np.insert(fit(without_feature(m, column) for m in fitted_on.values()), column, 0.0)
        differences = [first_answers(m, reduced) - first_answers(m, weights) for m in reported.values()]
        low, high = _mean_interval(differences)
        mean = np.mean([found.mean() for found in differences])
        print(name, f"{mean:+.3f}", f"{low:+.3f} to {high:+.3f}", sep="\t", flush=True)


def without_feature(measured: Measurements, column: int) -> Measurements:
    """Return the measurements without the feature of one column."""
    return replace(measured, features=np.delete(measured.features, column, axis=1))


def first_answers(measured: Measurements, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 for each question whose first passage answers, else 0; shape (questions,).

    Args:
        measured: the set.
        weights: shape (features,).
    """
    scores = measured.features @ weights + _read(measured)
    return (measured.first_ranks(scores) == 1).astype(float)


def fit(sets: Iterable[Measurements]) -> NDArray[np.float64]:
    """Return the weights of the features, in log odds per unit of the feature, shape (features,)."""
    differences, shares = [], []
    for measured in sets:
        pairs = [found for found in _pairs_by_question(measured) if len(found)]
        for found in pairs:
            differences.append(found)
            shares.append(np.full(len(found), 1 / (len(found) * len(pairs))))
    stacked, weights = np.vstack(differences), np.concatenate(shares)
    scale = stacked.std(axis=0)
    scale[scale == 0] = 1.0
    both_ways = np.vstack([stacked, -stacked]) / scale
    labels = np.repeat([True, False], len(stacked))
    model = LogisticRegression(fit_intercept=False, C=100.0)
    model.fit(both_ways, labels, sample_weight=np.tile(weights * len(weights), 2))
    fitted: NDArray[np.float64] = model.coef_[0] / scale
    return fitted


def cosine_weight(sets: Sequence[Measurements]) -> int:
    """Return the best of the weights 0, 10, …, 60 of the nearest sentence's cosine; of equally good ones, the lowest.

    Every set has the same influence.
    """
    present = np.array(WEIGHTS)

    def likelihood(weight: int) -> float:
        found = [_log_likelihood(m, m.features @ present + weight * m.nearest) for m in sets]
        return round(float(np.mean(found)), 6)

    return max(_COSINE_WEIGHTS, key=lambda weight: (likelihood(weight), -weight))


def logit_weight(sets: Sequence[Measurements]) -> float:
    """Return the best of the weights 0, .1, … 1 of the logit; of equally good ones, the lowest.

    Every set that has logits has the same influence.
    """
    present = [(m, m.features @ np.array(WEIGHTS) + COSINE_WEIGHT * m.nearest, m.logit_gains()) for m in sets]
    present = [each for each in present if each[2].any()]

    def likelihood(weight: float) -> float:
        found = [_log_likelihood(measured, scores + weight * gains) for measured, scores, gains in present]
        return round(float(np.mean(found)), 6) if found else 0.0

    return max(_LOGIT_WEIGHTS, key=lambda weight: (likelihood(weight), -weight))


def _read(measured: Measurements) -> NDArray[np.float64]:
    """Return what the readers add to the scores, shape (passages,)."""
    return COSINE_WEIGHT * measured.nearest + LOGIT_WEIGHT * measured.logit_gains()


def _log_likelihood(measured: Measurements, scores: NDArray[np.float64]) -> float:
    """Return the mean log-likelihood of drawing a passage that answers, over the questions that have one.

    The scores are multiplied by the one of :data:`_SCALES` that gives the highest likelihood.

    Args:
        measured: the set.
        scores: the scores of its passages, shape (passages,).
    """
    questions = [measured.question == number for number in np.unique(measured.question)]
    answered = [rows for rows in questions if measured.correct[rows].any()]

    def on_scale(scale: float) -> float:
        logarithms = []
        for rows in answered:
            exponents = np.exp(scale * (scores[rows] - scores[rows].max()))
            logarithms.append(np.log(exponents[measured.correct[rows]].sum() / exponents.sum()))
        return float(np.mean(logarithms))

    return max(map(on_scale, _SCALES))


def print_row(name: str, measured: Measurements, weights: NDArray[np.float64]) -> None:
    """Print how often the first passages of a set answer, by each ranking."""
    read = _read(measured)
    present = measured.features @ np.array(WEIGHTS) + read
    new = measured.features @ weights + read
    first = [
        (measured.first_ranks(scores) == 1).astype(float)
        for scores in (measured.cosine, -measured.bm25_rank, present, new)
    ]
    ranks = measured.first_ranks(new)
    low, high = _mean_interval([first[3] - first[2]])
    shares = (*(found.mean() for found in first), (ranks <= 5).mean(), (ranks <= 10).mean())
    difference = (f"{(first[3] - first[2]).mean():+.3f}", f"{low:+.3f} to {high:+.3f}")
    print(name, len(ranks), *(f"{share:.3f}" for share in shares), *difference, sep="\t", flush=True)


def _pairs_by_question(measured: Measurements) -> Iterable[NDArray[np.float64]]:
    """Yield for each question the differences in features of all pairs of a right and a wrong passage.

    The shape is (pairs, features).
    """
    for number in np.unique(measured.question):
        rows = np.flatnonzero(measured.question == number)
        right, wrong = rows[measured.correct[rows]], rows[~measured.correct[rows]]
        yield (measured.features[right][:, np.newaxis] - measured.features[wrong][np.newaxis]).reshape(
            -1, measured.features.shape[1]
        )


def _mean_interval(differences: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a mean: the mean over the sets of each set's mean difference."""
    chance = np.random.default_rng(0)
    means = [found[chance.integers(0, len(found), (_RESAMPLES, len(found)))].mean(axis=1) for found in differences]
    low, high = np.percentile(np.mean(means, axis=0), (2.5, 97.5))
    return float(low), float(high)


if __name__ == "__main__":
    main()
