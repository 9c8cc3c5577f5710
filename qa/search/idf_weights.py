"""Weights of a question's character bigrams: a bigram that few of the passages found hold weighs more."""

import numpy as np
from numpy.typing import NDArray

_STEPS = 2**32
"""a weight is a whole number of steps, so that a sum of weights does not depend on their order"""


class IdfWeights:
    """The inverse document frequency of a question's bigrams (Spärck Jones, J. Documentation 1972).

    A bigram that n of N passages hold weighs 1 + ln((N + 1) / (n + 1)), as in scikit-learn, so that a bigram that all
    hold still counts. The passages are those found, not those of the library: among passages on the question's subject,
    the words of that subject distinguish little.

    Args:
        held: shape (passages found, bigrams): whether the passage holds the bigram.
    """

    def __init__(self, held: NDArray[np.bool_]) -> None:
        weights = 1 + np.log((len(held) + 1) / (held.sum(axis=0) + 1))
        self._weights = np.rint(weights * _STEPS).astype(np.int64)
        self._sum = max(1, int(self._weights.sum()))

    def coverage(self, held: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return for each selection of bigrams its weight divided by the weight of all bigrams, 0 to 1.

        Args:
            held: shape (n, bigrams): n selections of bigrams.

        Returns:
            shape (n,)
        """
        covered: NDArray[np.float64] = (held @ self._weights) / self._sum
        return covered
