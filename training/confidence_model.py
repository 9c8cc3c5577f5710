"""Fit the confidence of an answer over many question sets (``qa/answering/confidence.py``).

    python -m training.confidence_model --work DIR

The model is a logistic regression over the signals of each ranking. Sets whose questions are often answered in several
places are left out, because a question stays answerable when one of the places is hidden. Answerable and unanswerable
rankings of a set have the same total weight, and every set has the same weight. Prints the coefficients to copy into
the module, for rankings whose first passage was read and for those where it was not, and the mean cosine; then,
tab-separated, a row for each set: the numbers of answerable and of unanswerable rankings, the AUROC, the shares of both
kinds below each threshold, and the expected calibration error at even odds (ten bins of equal size). A set that is
fitted on is measured with coefficients fitted without it; a development set, with the final ones.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from training.manifest import SETS
from training.measurements import SIGNALS, Measurements, load_all

THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
WHEN_READ = tuple(name for name in SIGNALS if name != "cosine")
"""signals of a ranking whose first passage was read; the passage's cosine adds nothing to that of its sentence"""
WHEN_NOT_READ = tuple(name for name in SIGNALS if name not in ("nearest", "no_answer_type", "logit"))
_BINS = 10


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    work = parser.parse_args().work
    fitted_on = load_all(work, [chosen.name for chosen in SETS if chosen.is_fitted_on and chosen.answers_once])
    reported = load_all(work, [chosen.name for chosen in SETS if not chosen.is_fitted_on])
    model = fit(list(fitted_on.values()))
    print_coefficients("read", model, WHEN_READ)
    print_coefficients("not read", fit(list(fitted_on.values()), WHEN_NOT_READ), WHEN_NOT_READ)
    cosine = SIGNALS.index("cosine")
    means = [m.signals[m.answerable == kind, cosine].mean() for m in fitted_on.values() for kind in (True, False)]
    print("mean cosine", round(float(np.mean(means)), 3), sep="\t")
    print("set", "answerable", "not", "AUROC", *(f"below {t}" for t in THRESHOLDS), "calibration error", sep="\t")
    for name, measured in fitted_on.items():
        print_row(f"{name} (left out)", measured, fit([m for key, m in fitted_on.items() if key != name]))
    for name, measured in reported.items():
        print_row(name, measured, model)


def print_coefficients(kind: str, model: LogisticRegression, names: Sequence[str]) -> None:
    """Print the intercept and the weights of a model."""
    print(kind, "intercept", round(float(model.intercept_[0]), 2), sep="\t")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(kind, name, round(float(weight), 2), sep="\t")


def columns(measured: Measurements, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the named signals of a set's rankings, shape (rankings, names)."""
    return measured.signals[:, [SIGNALS.index(name) for name in names]]


def fit(sets: Sequence[Measurements], names: Sequence[str] = WHEN_READ) -> LogisticRegression:
    """Fit a model that gives the probability that the documents answer, from the named signals.

    Answerable and unanswerable rankings have the same total weight.
    """
    signals = np.vstack([columns(measured, names) for measured in sets])
    answerable = np.concatenate([measured.answerable for measured in sets])
    weights = np.concatenate([_even_odds(measured.answerable) for measured in sets])
    return LogisticRegression(C=100.0, max_iter=2000).fit(signals, answerable, sample_weight=weights * len(weights))


def print_row(name: str, measured: Measurements, model: LogisticRegression) -> None:
    """Print how well the confidence separates answerable from unanswerable rankings of a set."""
    confidence, answerable = model.predict_proba(columns(measured, WHEN_READ))[:, 1], measured.answerable
    below = (
        f"{(confidence[answerable] < cut).mean():.2f}/{(confidence[~answerable] < cut).mean():.2f}"
        for cut in THRESHOLDS
    )
    auroc = roc_auc_score(answerable, confidence)
    error = calibration_error(confidence, answerable)
    print(name, answerable.sum(), (~answerable).sum(), f"{auroc:.3f}", *below, f"{error:.3f}", sep="\t", flush=True)


def calibration_error(confidence: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten bins, with equal total weights of both kinds of rankings.

    It is the mean absolute difference between the mean confidence and the share of answerable rankings in a bin.
    """
    weights, order = _even_odds(answerable), np.argsort(confidence)
    error = 0.0
    for rows in np.array_split(order, _BINS):
        if len(rows):
            share = np.average(answerable[rows], weights=weights[rows])
            error += weights[rows].sum() * abs(share - np.average(confidence[rows], weights=weights[rows]))
    return float(error / weights.sum())


def _even_odds(answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return weights, shape (rankings,): those of answerable rankings add up to 0.5, and so do the other ones."""
    return np.where(answerable, 0.5 / max(1, answerable.sum()), 0.5 / max(1, (~answerable).sum()))


if __name__ == "__main__":
    main()
