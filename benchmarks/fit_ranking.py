"""Fit the weights of the ranking (``qa/search/ranked_passage.py``) and show the contribution of each feature.

    python -m benchmarks.fit_ranking QUESTIONS --library DIR

A pairwise logistic model (Burges et al., Learning to rank using gradient descent, ICML 2005, without hidden layer)
learns on one half of the answerable questions to rank passages that hold an answer above passages that do not; every
question has the same weight. Prints, tab-separated, the weights to copy into the module, and for k = 1, 5, 10 the share
of questions with an answer in the first k passages (``answer@k``):

- with all features, on the half for fitting and on the half that is held out;
- on the held-out half without each single feature, the other weights fitted again. Each share is followed by its
  difference to the full ranking with a 95 % interval (paired percentile bootstrap over the held-out questions).

**A difference whose interval includes 0 is not a finding**: it may be due to the choice of the questions, and it is no
reason to keep or to drop a feature. The intervals cover the choice of the held-out questions alone, not that of the
questions for fitting, and they are not corrected for the number of comparisons.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.question_sets import askable_set, for_each_question, question_parser, tuned_and_held_out
from qa.evaluation import Question, Scores, contains_answer
from qa.evaluation.compare import compare
from qa.library import Library
from qa.search import Features

NAMES = [field.name for field in fields(Features)]
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages retrieved for a question, with their features and whether they hold an answer."""

    question: str
    """its id"""
    features: NDArray[np.float64]
    """shape (passages, features)"""
    answers: NDArray[np.bool_]
    """shape (passages,)"""


def main() -> None:
    """Fit and print."""
    arguments = question_parser(__doc__).parse_args()
    with Library.open(arguments.library) as library:
        print_ablation(library, askable_set(arguments.questions).questions)


def print_ablation(library: Library, questions: Sequence[Question]) -> None:
    """Fit the weights with and without each feature, and print the shares of questions answered."""
    answerable = [question for question in questions if question.answers]
    candidates = for_each_question(answerable, lambda question: _candidates(library, question))
    tuned, held_out = tuned_and_held_out(answerable, candidates)
    weights = fit(tuned, list(range(len(NAMES))))
    for name, weight in zip(NAMES, weights, strict=True):
        print(name, f"{weight:.2f}", sep="\t")
    for name, half in (("half for fitting", tuned), ("held out", held_out)):
        shares = (f"{np.mean(list(one.by_question.values())):.3f}" for one in answered(half, weights))
        print(f"{name} ({len(half)})", *shares, sep="\t")
    full = {scores.name: scores for scores in answered(held_out, weights)}
    print("held out, without", *(f"{name}\tdifference\t95 %" for name in full), sep="\t")
    for left_out, name in enumerate(NAMES):
        remaining = [column for column in range(len(NAMES)) if column != left_out]
        reduced = np.zeros(len(NAMES))
        reduced[remaining] = fit(tuned, remaining)
        compared = compare(answered(held_out, reduced), full)
        cells = (f"{c.ours:.3f}\t{c.ours - c.other:+.3f}\t{c.low:+.3f} to {c.high:+.3f}" for c in compared)
        print(name, *cells, sep="\t", flush=True)


def _candidates(library: Library, question: Question) -> Candidates:
    ranked = library.ranking(question.text).passages
    return Candidates(
        question.id,
        np.array([astuple(entry.features) for entry in ranked]),
        np.array([contains_answer(entry.passage.text, question.answers or ()) for entry in ranked]),
    )


def fit(questions: Sequence[Candidates], columns: Sequence[int]) -> NDArray[np.float64]:
    """Return the weights of the features in ``columns``, in units of log odds per unit of the feature."""
    pairs, shares = [], []
    for question in questions:
        features = question.features[:, columns]
        better, worse = features[question.answers], features[~question.answers]
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


def answered(questions: Sequence[Candidates], weights: NDArray[np.float64]) -> list[Scores]:
    """Return for each depth k which questions have an answer in the first k passages (1) and which do not (0)."""
    ranks = {}
    for question in questions:
        order = np.argsort(-(question.features @ weights), kind="stable")
        hits = np.flatnonzero(question.answers[order])
        ranks[question.question] = hits[0] + 1 if len(hits) else np.inf
    return [Scores(f"answer@{k}", {id_: float(rank <= k) for id_, rank in ranks.items()}) for k in DEPTHS]


if __name__ == "__main__":
    main()
