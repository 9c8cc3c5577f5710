"""Whether one run is better than another, question by question and as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.errors import QuestionSetError
from qa.evaluation.metric import Rows
from qa.evaluation.scores import Scores
from qa.evaluation.whole_run import STATISTICS, Facts, Statistic, rows_of
from qa.messages import Message

LOWER_IS_BETTER = frozenset(
    {"refused, answerable", "sentence length", "AURC", "calibration error", "seconds p50", "seconds p95"}
)
NO_QUALITY = ("sentence length",)
"""metrics that say what an answer is like and not how good: the gate does not look at them"""
SLOWER = 0.5
"""so much longer a question may take, as a share: computers differ, and what else they do"""
_CONFIDENT = 0.05
_DRAWS = 10_000
_DRAWS_AT_ONCE = 500
_WHOLE_DRAWS = 1000
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


def compare(ours: Sequence[Scores], other: Mapping[str, Scores], whole: Sequence[Comparison] = ()) -> list[Comparison]:
    """Compare two runs in all metrics that both have.

    ``p`` is that of a paired randomisation test (Smucker et al., CIKM 2007; 10,000 draws of signs with a fixed
    seed), corrected after Holm (Scand. J. Statist. 6, 1979). The interval is a paired percentile bootstrap by question.

    Args:
        ours: of this run.
        other: of the other, by metric.
        whole: by :func:`compare_whole_runs`, to be corrected together with these.

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
        raise QuestionSetError(Message("两次评测没有共同的问题，无法对照。请用同一个问题文件（编号要一致）"))
    return _holm([*found, *whole])


def compare_whole_runs(ours: Mapping[str, Facts], other: Mapping[str, Facts]) -> list[Comparison]:
    """Compare the figures that are no means over questions; ``p`` is not yet corrected, and no question wins or loses.

    The test draws for each question which of its two answers belongs to which run (approximate randomisation: Noreen,
    1989; 1,000 draws with a fixed seed). Of the times it is that of their sum: that of a quantile says nothing where
    they hardly vary.

    Args:
        ours: of this run, by question id.
        other: of the other.
    """
    common = [id_ for id_ in ours if id_ in other]
    found = []
    for one in STATISTICS:
        both = [
            id_
            for id_ in common
            if not one.of_judged or (ours[id_].answerable is not None and other[id_].answerable is not None)
        ]
        mine, theirs = (rows_of([facts[id_] for id_ in both], one) for facts in (ours, other))
        if both and not np.isnan(one.of(mine)) and not np.isnan(one.of(theirs)):
            found.append(_compared_whole(one, mine, theirs))
    return found


def has_fallen(comparison: Comparison, margin: float) -> bool:
    """Whether a metric is worse than the other by more than a margin, with 95 % confidence.

    Both say so: the interval, and the test, without which a few questions that agree would be certain.

    Args:
        comparison: of a metric.
        margin: how much worse it may be; a time by :data:`SLOWER` of what it was.
    """
    if comparison.name in NO_QUALITY or comparison.p >= _CONFIDENT:
        return False
    allowed = SLOWER * comparison.other if comparison.name.startswith("seconds") else margin
    if comparison.name in LOWER_IS_BETTER:
        return comparison.low > allowed
    return comparison.high < -allowed


def _compared_whole(statistic: Statistic, ours: Rows, other: Rows) -> Comparison:
    random = np.random.default_rng(_SEED)
    questions = len(ours)

    def difference(mine: Rows, theirs: Rows) -> float:
        return statistic.of(mine) - statistic.of(theirs)

    observed = difference(ours, other)
    samples = [random.integers(0, questions, questions) for _ in range(_RESAMPLES)]
    low, high = np.nanpercentile([difference(ours[sample], other[sample]) for sample in samples], (2.5, 97.5))
    if statistic.of_judged and np.array_equal(ours[:, :4], other[:, :4]):
        p = 1.0
    elif statistic.of_judged:
        swaps = (random.random((questions, 1)) < 0.5 for _ in range(_WHOLE_DRAWS))
        drawn = (difference(np.where(swap, other, ours), np.where(swap, ours, other)) for swap in swaps)
        # What has no meaning is not less extreme.
        p = (sum(not abs(one) < abs(observed) - 1e-9 for one in drawn) + 1) / (_WHOLE_DRAWS + 1)
    else:
        p = _randomisation_p(ours[:, 4] - other[:, 4], random)
    return Comparison(
        name=statistic.name,
        ours=statistic.of(ours),
        other=statistic.of(other),
        low=float(low),
        high=float(high),
        p=p,
        won=(),
        lost=(),
        questions=questions,
    )


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
