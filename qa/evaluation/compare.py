"""Compare two runs, question by question and as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.errors import QuestionSetError
from qa.evaluation.metric import Rows
from qa.evaluation.scores import Scores
from qa.evaluation.significance import approximate_randomisation_p, holm_corrected, paired_randomisation_p
from qa.evaluation.whole_run import SECONDS_COLUMN, STATISTICS, QuestionFacts, Statistic, rows_of
from qa.messages import Message

LOWER_IS_BETTER = frozenset(
    {"refused, answerable", "sentence length", "AURC", "calibration error", "seconds p50", "seconds p95"}
)
DESCRIPTIVE_METRICS = ("sentence length",)
"""metrics that describe an answer without rating it; :func:`has_fallen` ignores them"""
ALLOWED_SLOWDOWN = 0.5
"""relative increase of times that :func:`has_fallen` allows, because computers and their load differ"""
_SIGNIFICANT = 0.05
_RESAMPLES = 1000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of two runs, over the questions that have it in both."""

    name: str
    ours: float
    """value of the metric in this run"""
    other: float
    """value of the metric in the other run"""
    low: float
    """2.5 % bound of the difference ``ours - other``"""
    high: float
    """97.5 % bound of the difference"""
    p: float
    """two-sided p value of the difference, corrected by :func:`compare` for the number of metrics compared"""
    won: tuple[str, ...]
    """ids of the questions that score better in this run; empty for a metric that is not a mean over questions"""
    lost: tuple[str, ...]
    """ids of the questions that score worse in this run; empty for a metric that is not a mean over questions"""
    questions: int


def compare(ours: Sequence[Scores], other: Mapping[str, Scores], whole: Sequence[Comparison] = ()) -> list[Comparison]:
    """Compare two runs in every metric that is a mean over questions and that both runs have.

    ``p`` comes from the paired randomisation test (Smucker et al., CIKM 2007; 10,000 draws of signs with a fixed seed),
    Holm-corrected (Scand. J. Statist. 6, 1979). The interval is a paired percentile bootstrap over the questions.

    Args:
        ours: scores of this run.
        other: scores of the other run, by name of the metric.
        whole: result of :func:`compare_whole_runs`.

    Returns:
        The comparisons of the means, then those in ``whole``; the p values of all are corrected together.

    Raises:
        QuestionSetError: the runs have no question with a common metric.
    """
    comparisons = []
    for scores in ours:
        theirs = other[scores.name].by_question if scores.name in other else {}
        common = [id_ for id_ in scores.by_question if id_ in theirs]
        if common:
            comparisons.append(_compare_means(scores, [theirs[id_] for id_ in common], common))
    if not comparisons:
        raise QuestionSetError(Message("两次评测没有共同的问题，无法对照。请用同一个问题文件（编号要一致）"))
    together = [*comparisons, *whole]
    corrected = holm_corrected([comparison.p for comparison in together])
    return [replace(comparison, p=p) for comparison, p in zip(together, corrected, strict=True)]


def compare_whole_runs(ours: Mapping[str, QuestionFacts], other: Mapping[str, QuestionFacts]) -> list[Comparison]:
    """Compare the metrics that are not means over questions; a metric that is undefined in a run is left out.

    ``p`` is not yet corrected. It comes from approximate randomisation (Noreen, 1989; 1,000 draws with a fixed seed):
    each draw swaps the two answers of random questions between the runs. For quantiles of time, ``p`` comes from the
    paired randomisation test of :func:`compare`, applied to the sum of the times, because swapped quantiles hardly vary
    if all times are nearly equal.

    Args:
        ours: the facts of this run by question id.
        other: the facts of the other run by question id.
    """
    common = [id_ for id_ in ours if id_ in other]
    comparisons = []
    for statistic in STATISTICS:
        both = [
            id_
            for id_ in common
            if not statistic.of_judged or (ours[id_].answerable is not None and other[id_].answerable is not None)
        ]
        mine, theirs = (rows_of([facts[id_] for id_ in both], statistic) for facts in (ours, other))
        if both and not np.isnan(statistic.of(mine)) and not np.isnan(statistic.of(theirs)):
            comparisons.append(_compare_statistic(statistic, mine, theirs))
    return comparisons


def has_fallen(comparison: Comparison, margin: float) -> bool:
    """Return whether a metric is worse than in the other run by more than a margin, with 95 % confidence.

    The whole interval must lie beyond the margin, and the corrected p value must be below 0.05. The p value is needed
    because the interval has no width in a run of few questions that all differ by the same amount. The result is always
    False for the metrics in :data:`DESCRIPTIVE_METRICS`.

    Args:
        comparison: the metric in both runs.
        margin: by how much the metric may be worse; for times, :data:`ALLOWED_SLOWDOWN` is used instead.
    """
    if comparison.name in DESCRIPTIVE_METRICS or comparison.p >= _SIGNIFICANT:
        return False
    allowed = ALLOWED_SLOWDOWN * comparison.other if comparison.name.startswith("seconds") else margin
    if comparison.name in LOWER_IS_BETTER:
        return comparison.low > allowed
    return comparison.high < -allowed


def _compare_statistic(statistic: Statistic, ours: Rows, other: Rows) -> Comparison:
    def difference(mine: Rows, theirs: Rows) -> float:
        return statistic.of(mine) - statistic.of(theirs)

    random = np.random.default_rng(_SEED)
    questions = len(ours)
    samples = [random.integers(0, questions, questions) for _ in range(_RESAMPLES)]
    low, high = np.nanpercentile([difference(ours[sample], other[sample]) for sample in samples], (2.5, 97.5))
    if not statistic.of_judged:
        p = paired_randomisation_p(ours[:, SECONDS_COLUMN] - other[:, SECONDS_COLUMN], random)
    elif np.array_equal(ours[:, :SECONDS_COLUMN], other[:, :SECONDS_COLUMN]):
        p = 1.0
    else:
        p = approximate_randomisation_p(difference, ours, other, random)
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


def _compare_means(ours: Scores, theirs: list[float], common: list[str]) -> Comparison:
    mine = np.array([ours.by_question[id_] for id_ in common])
    other = np.array(theirs)
    difference = mine - other
    random = np.random.default_rng(_SEED)
    p = paired_randomisation_p(difference, random)
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
