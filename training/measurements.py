"""Measurements of a question set: the features of the passages found, and the signals of each ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.answering import Signals
from qa.search import Features

FEATURES = Features._fields
SIGNALS = tuple(field.name for field in fields(Signals))


@dataclass(frozen=True, slots=True)
class Measurements:
    """The measurements of one question set.

    Each array of passages holds those found for the answerable questions, question after question.
    """

    question: NDArray[np.int64]
    """shape (passages,): the number of the question for which the passage was found"""
    features: NDArray[np.float64]
    """the features of each passage, shape (passages, features)"""
    cosine: NDArray[np.float64]
    """shape (passages,): cosine of the passage and its question"""
    nearest: NDArray[np.float64]
    """shape (passages,): cosine of the nearest sentence; a passage that was not read has the lowest of those read"""
    logit: NDArray[np.float64]
    """shape (passages,): logit of whether the passage answers, by the layers that read it together with the question;
    NaN for a passage that was not read so"""
    bm25_rank: NDArray[np.float64]
    """shape (passages,); infinity where BM25 did not find the passage"""
    correct: NDArray[np.bool_]
    """shape (passages,): whether the passage answers"""
    signals: NDArray[np.float64]
    """shape (rankings, signals): each question's ranking; after it, if passages answer, the ranking without these"""
    answerable: NDArray[np.bool_]
    """shape (rankings,): whether the documents answer; False for a ranking without the passages that answer"""

    def save(self, path: Path) -> None:
        """Write the measurements atomically."""
        unfinished = path.with_suffix(".part.npz")
        np.savez_compressed(unfinished, **{field.name: getattr(self, field.name) for field in fields(self)})
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read measurements."""
        with np.load(path) as stored:
            return cls(**{field.name: stored[field.name] for field in fields(cls)})

    def logit_gains(self) -> NDArray[np.float64]:
        """Return the logit of each passage less the lowest of its question, shape (passages,); 0 where it is NaN."""
        gains = np.zeros(len(self.logit))
        for number in np.unique(self.question[~np.isnan(self.logit)]):
            rows = self.question == number
            gains[rows] = np.nan_to_num(self.logit[rows] - np.nanmin(self.logit[rows]))
        return gains

    def first_ranks(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the 1-based rank of each question's first correct passage, shape (questions,); infinity without one.

        Args:
            scores: shape (passages,), higher is better; of equal scores the earlier passage is first.
        """
        ranks = []
        for number in np.unique(self.question):
            rows = np.flatnonzero(self.question == number)
            order = rows[np.argsort(-scores[rows], kind="stable")]
            hits = np.flatnonzero(self.correct[order])
            ranks.append(hits[0] + 1.0 if len(hits) else np.inf)
        return np.array(ranks)


def measurement_path(work: Path, name: str) -> Path:
    """Return the file that holds the measurements of a set."""
    return work / f"{name}.npz"


def load_all(work: Path, names: Sequence[str]) -> dict[str, Measurements]:
    """Return the measurements of the named sets by name, without sets that were not measured."""
    paths = {name: measurement_path(work, name) for name in names}
    return {name: Measurements.load(path) for name, path in paths.items() if path.exists()}
