"""Fit the confidence of an answer (``qa/answering/confidence.py``) and show what its threshold costs.

    python benchmarks/confidence.py QUESTIONS --library DIR

QUESTIONS is a question file with answerable and unanswerable questions, DIR a library with their documents. The model
is fitted on one half of the questions and reported on the other; questions about one document stay together. Answerable
and unanswerable questions weigh the same in sum. Prints the coefficients to write into the module.
"""

import argparse
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from qa.answering import THRESHOLD, Signals, signals
from qa.evaluation import Question, in_tuned_half, read_questions
from qa.library import Library
from qa.terminal_progress import question_progress

LARGEST_REFUSED_ANSWERABLE = 0.10


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    arguments = parser.parse_args()
    questions = [question for question in read_questions(arguments.questions) if question.answers is not None]
    with Library.open(arguments.library) as library:
        found = measure(library, questions)
    labels = np.array([bool(question.answers) for question in questions])
    tuned = np.array([in_tuned_half(question) for question in questions])
    model = LogisticRegression(class_weight="balanced", C=100.0).fit(found[tuned], labels[tuned])
    print("intercept", round(float(model.intercept_[0]), 2))
    for field, weight in zip(fields(Signals), model.coef_[0], strict=True):
        print(field.name, round(float(weight), 2))
    confidences = model.predict_proba(found)[:, 1]
    threshold = float(np.quantile(confidences[tuned & labels], LARGEST_REFUSED_ANSWERABLE))
    for name, part in (("tuned", tuned), ("held out", ~tuned)):
        report(name, confidences[part], labels[part], threshold)
        for column, field in enumerate(fields(Signals)):
            print(f"    AUROC of {field.name} alone: {roc_auc_score(labels[part], found[part][:, column]):.3f}")


def measure(library: Library, questions: Sequence[Question]) -> NDArray[np.float64]:
    """The signals of each question, shape (questions, signals)."""
    with question_progress(len(questions)) as step:
        rows = []
        for question in questions:
            rows.append(astuple(signals(library.ranking(question.text))))
            step()
    return np.array(rows)


def report(name: str, confidences: NDArray[np.float64], labels: NDArray[np.bool_], threshold: float) -> None:
    """Print how well answerable and unanswerable questions are told apart, at the threshold of the tuned half."""
    print(f"{name}: {len(labels)} questions, AUROC {roc_auc_score(labels, confidences):.3f}")
    for cut in sorted({round(threshold, 3), THRESHOLD, 0.5}):
        refused = confidences < cut
        print(
            f"    threshold {cut}: refused of the answerable {refused[labels].mean():.3f}, "
            f"of the unanswerable {refused[~labels].mean():.3f}"
        )


if __name__ == "__main__":
    main()
