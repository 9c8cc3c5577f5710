"""Whether one run is better than another, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.errors import QuestionSetError
from qa.evaluation.scores import Scores

LOWER_IS_BETTER = ("refused, answerable", "sentence length")
NO_QUALITY = ("sentence length",)
"""metrics that say what an answer is like and not how good: the gate does not look at them"""
_DRAWS = 10_000
_DRAWS_AT_ONCE = 500
_RESAMPLES = 1000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A metric of two runs over the questions that both scored."""

    name: str
    ours: float
    other: float
    low: float
    """of the difference ours − other, 2.5 %"""
    high: float
    """likewise, 97.5 %"""
    p: float
    """how likely so large a difference is by chance; corrected for the number of metrics compared"""
    won: tuple[str, ...]
    """the ids of the questions that score better than with the other"""
    lost: tuple[str, ...]
    questions: int


def compare(ours: Sequence[Scores], other: Mapping[str, Scores]) -> list[Comparison]:
    """Compare two runs in all metrics that both have.

    ``p`` is that of a paired randomisation test (Smucker et al., CIKM 2007; 10,000 draws of signs with a fixed
    seed), corrected after Holm (Scand. J. Statist. 6, 1979). The interval is a paired percentile bootstrap by question.

    Args:
        ours: of this run.
        other: of the other, by metric.

    Raises:
        QuestionSetError: they have no question in common.
    """
    found = []
    for one in ours:
        if one.name not in other:
            continue
        theirs = other[one.name].by_question
        common = [id_ for id_ in one.by_question if id_ in theirs]
        if common:
            found.append(_compared(one, [theirs[id_] for id_ in common], common))
    if not found:
        raise QuestionSetError("两次评测没有共同的问题，无法对照。请用同一个问题文件（编号要一致）")
    return _holm(found)


def has_fallen(comparison: Comparison, margin: float) -> bool:
    """Whether a metric is, with 95 % confidence, worse than the other by more than ``margin``."""
    if comparison.name in NO_QUALITY:
        return False
    if comparison.name in LOWER_IS_BETTER:
        return comparison.low > margin
    return comparison.high < -margin


def _compared(ours: Scores, theirs: list[float], common: list[str]) -> Comparison:
    mine = np.array([ours.by_question[id_] for id_ in common])
    other = np.array(theirs)
    difference = mine - other
    random = np.random.default_rng(_SEED)
    p = _randomisation_p(difference, random)
    means = [difference[random.integers(0, len(common), len(common))].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, (2.5, 97.5))
    better = -difference if ours.name in LOWER_IS_BETTER else difference
    return Comparison(
        name=ours.name,
        ours=float(mine.mean()),
        other=float(other.mean()),
        low=float(low),
        high=float(high),
        p=p,
        won=tuple(id_ for id_, change in zip(common, better, strict=True) if change > 0),
        lost=tuple(id_ for id_, change in zip(common, better, strict=True) if change < 0),
        questions=len(common),
    )


def _randomisation_p(difference: NDArray[np.float64], random: np.random.Generator) -> float:
    """How often the sum of the differences is as large when each has a random sign; of the draws one is as observed."""
    changed = difference[difference != 0]  # the sign of no difference does not matter
    observed = abs(changed.sum())
    extreme = 0
    for _ in range(0, _DRAWS, _DRAWS_AT_ONCE):
        signs = random.choice((-1.0, 1.0), size=(_DRAWS_AT_ONCE, len(changed)))
        extreme += int((abs(signs @ changed) >= observed - 1e-9).sum())
    return (extreme + 1) / (_DRAWS + 1)


def _holm(comparisons: list[Comparison]) -> list[Comparison]:
    order = sorted(range(len(comparisons)), key=lambda i: comparisons[i].p)
    corrected = dict.fromkeys(order, 1.0)
    highest = 0.0
    for place, i in enumerate(order):
        highest = max(highest, min(1.0, comparisons[i].p * (len(order) - place)))
        corrected[i] = highest
    return [replace(one, p=corrected[i]) for i, one in enumerate(comparisons)]
