"""Significance tests for paired runs, and the correction of p values for several tests."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.metric import Rows

_SIGN_DRAWS = 10_000
_SIGN_DRAWS_AT_ONCE = 500
_SWAP_DRAWS = 1000
_TOLERANCE = 1e-9
"""rounding error below which two values of a difference count as equal"""


def paired_randomisation_p(difference: NDArray[np.float64], random: np.random.Generator) -> float:
    """Return the two-sided p value of a mean difference by random signs (Smucker et al., CIKM 2007; 10,000 draws).

    The observed assignment counts as one of the draws.

    Args:
        difference: the difference of each question, shape (questions,).
        random: source of the signs.
    """
    changed = difference[difference != 0]  # a zero is the same with either sign
    observed = abs(changed.sum())
    extreme = 0
    for _ in range(0, _SIGN_DRAWS, _SIGN_DRAWS_AT_ONCE):
        signs = random.choice((-1.0, 1.0), size=(_SIGN_DRAWS_AT_ONCE, len(changed)))
        extreme += int((abs(signs @ changed) >= observed - _TOLERANCE).sum())
    return (extreme + 1) / (_SIGN_DRAWS + 1)


def approximate_randomisation_p(
    difference: Callable[[Rows, Rows], float], ours: Rows, other: Rows, random: np.random.Generator
) -> float:
    """Return the two-sided p value of any statistic's difference (Noreen, 1989; 1,000 draws).

    Each draw swaps the rows of random questions between the runs. A draw in which the statistic is undefined counts as
    extreme. The observed assignment counts as one of the draws.

    Args:
        difference: the difference of the statistic between two runs.
        ours: this run, shape (questions, columns).
        other: the other run, of the same shape.
        random: source of the swaps.
    """
    observed = abs(difference(ours, other))
    swaps = (random.random((len(ours), 1)) < 0.5 for _ in range(_SWAP_DRAWS))
    drawn = (difference(np.where(swap, other, ours), np.where(swap, ours, other)) for swap in swaps)
    # The negation makes NaN, for which every comparison is false, count as extreme.
    extreme = sum(not abs(value) < observed - _TOLERANCE for value in drawn)
    return (extreme + 1) / (_SWAP_DRAWS + 1)


def holm_corrected(p_values: Sequence[float]) -> list[float]:
    """Return p values corrected for their number, in the same order (Holm, Scand. J. Statist. 6, 1979)."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    corrected = [1.0] * len(p_values)
    highest = 0.0
    for place, i in enumerate(order):
        highest = max(highest, min(1.0, p_values[i] * (len(order) - place)))
        corrected[i] = highest
    return corrected
