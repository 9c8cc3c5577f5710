"""Fit the confidence of an answer (``qa/answering/confidence.py``) and show the cost of its threshold.

    python -m benchmarks.fit_confidence QUESTIONS --library DIR

The question set must have answerable and unanswerable questions. A logistic regression is fitted on one half of the
questions and reported on both; questions about the same document stay in the same half. Answerable and unanswerable
questions have the same total weight. Prints the coefficients to copy into the module; then for each half the AUROC of
the confidence, the shares of answerable and unanswerable questions that several thresholds refuse, and the AUROC of
each signal alone.
"""

from dataclasses import astuple, fields

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.question_sets import askable_set, for_each_question, question_parser
from qa.answering import THRESHOLD, Signals, signals
from qa.evaluation import in_tuned_half
from qa.library import Library

REFUSED_ANSWERABLE = 0.10
"""The fitted threshold refuses this share of the answerable questions of the half for fitting."""


def main() -> None:
    """Fit and print."""
    arguments = question_parser(__doc__).parse_args()
    questions = [question for question in askable_set(arguments.questions).questions if question.answers is not None]
    with Library.open(arguments.library) as library:
        rows = for_each_question(questions, lambda question: astuple(signals(library.ranking(question.text))))
    measured = np.array(rows)
    answerable = np.array([bool(question.answers) for question in questions])
    tuned = np.array([in_tuned_half(question) for question in questions])
    model = LogisticRegression(class_weight="balanced", C=100.0).fit(measured[tuned], answerable[tuned])
    print("intercept", round(float(model.intercept_[0]), 2))
    for field, weight in zip(fields(Signals), model.coef_[0], strict=True):
        print(field.name, round(float(weight), 2))
    confidences = model.predict_proba(measured)[:, 1]
    threshold = float(np.quantile(confidences[tuned & answerable], REFUSED_ANSWERABLE))
    for name, half in (("half for fitting", tuned), ("held out", ~tuned)):
        report(name, confidences[half], answerable[half], threshold)
        for column, field in enumerate(fields(Signals)):
            print(f"    AUROC of {field.name} alone: {roc_auc_score(answerable[half], measured[half][:, column]):.3f}")


def report(name: str, confidences: NDArray[np.float64], answerable: NDArray[np.bool_], threshold: float) -> None:
    """Print how well the confidence separates answerable from unanswerable questions, at several thresholds."""
    print(f"{name}: {len(answerable)} questions, AUROC {roc_auc_score(answerable, confidences):.3f}")
    for cut in sorted({round(threshold, 3), THRESHOLD, 0.5}):
        refused = confidences < cut
        print(
            f"    threshold {cut}: refuses {refused[answerable].mean():.3f} of the answerable, "
            f"{refused[~answerable].mean():.3f} of the unanswerable questions"
        )


if __name__ == "__main__":
    main()
