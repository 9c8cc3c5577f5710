"""Fit the weights of the ranking (``qa/search/retrieve.py``) and show what each feature is worth.

    python benchmarks/ranking.py QUESTIONS --library DIR

QUESTIONS is a question file, DIR a library with their documents. A pairwise logistic model (Burges et al., Learning to
rank using gradient descent, ICML 2005, without hidden layer) learns on one half of the questions to put passages that
hold an answer above those that do not; every question weighs the same. The figures are those of the other half: with
all features, and without each of them. Prints the weights to write into the module.
"""

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.evaluation import Question, contains_answer, in_tuned_half, read_questions
from qa.library import Library
from qa.search import Features
from qa.terminal_progress import question_progress

NAMES = [field.name for field in fields(Features)]
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Found:
    """The passages found for a question: features, shape (passages, features), and which of them hold an answer."""

    features: NDArray[np.float64]
    answers: NDArray[np.bool_]


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    arguments = parser.parse_args()
    questions = [question for question in read_questions(arguments.questions) if question.answers]
    with Library.open(arguments.library) as library:
        found = measure(library, questions)
    tuned = [entry for question, entry in zip(questions, found, strict=True) if in_tuned_half(question)]
    held_out = [entry for question, entry in zip(questions, found, strict=True) if not in_tuned_half(question)]
    weights = fit(tuned, list(range(len(NAMES))))
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name}\t{weight:.2f}")
    report("tuned half", tuned, weights)
    report("held out", held_out, weights)
    for left_out, name in enumerate(NAMES):
        kept = [column for column in range(len(NAMES)) if column != left_out]
        reduced = np.zeros(len(NAMES))
        reduced[kept] = fit(tuned, kept)
        report(f"held out, without {name}", held_out, reduced)


def measure(library: Library, questions: Sequence[Question]) -> list[Found]:
    """What the library finds for each question."""
    found = []
    with question_progress(len(questions)) as step:
        for question in questions:
            ranked = library.ranking(question.text).passages
            features = np.array([astuple(entry.features) for entry in ranked])
            answers = np.array([contains_answer(entry.passage.text, question.answers or ()) for entry in ranked])
            found.append(Found(features, answers))
            step()
    return found


def fit(found: Sequence[Found], columns: Sequence[int]) -> NDArray[np.float64]:
    """The weights of the features in ``columns``, scaled so that their sum is that of a unit of log odds."""
    pairs, shares = [], []
    for entry in found:
        features = entry.features[:, columns]
        better, worse = features[entry.answers], features[~entry.answers]
        if len(better) and len(worse):
            differences = (better[:, np.newaxis] - worse[np.newaxis]).reshape(-1, len(columns))
            pairs.append(differences)
            shares.append(np.full(len(differences), 1 / len(differences)))
    stacked, weights = np.vstack(pairs), np.concatenate(shares)
    scale = stacked.std(axis=0)
    both_ways = np.vstack([stacked, -stacked]) / scale
    labels = np.repeat([True, False], len(stacked))
    model = LogisticRegression(fit_intercept=False).fit(both_ways, labels, sample_weight=np.tile(weights, 2))
    fitted: NDArray[np.float64] = model.coef_[0] / scale
    return fitted


def report(name: str, found: Sequence[Found], weights: NDArray[np.float64]) -> None:
    """Print the share of questions with an answer in the first k passages."""
    ranks = []
    for entry in found:
        order = np.argsort(-(entry.features @ weights), kind="stable")
        hits = np.flatnonzero(entry.answers[order])
        ranks.append(hits[0] + 1 if len(hits) else np.inf)
    shown = "\t".join(f"answer@{k} {np.mean(np.array(ranks) <= k):.3f}" for k in DEPTHS)
    print(f"{name} ({len(found)})\t{shown}")


if __name__ == "__main__":
    main()
