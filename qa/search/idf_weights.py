"""Weights of a question's character bigrams: a bigram that few of the passages found hold weighs more."""

import math
from collections import Counter
from collections.abc import Iterable


class IdfWeights:
    """The inverse document frequency of a question's bigrams (Spärck Jones, J. Documentation 1972).

    A bigram that n of N passages hold weighs 1 + ln((N + 1) / (n + 1)), as in scikit-learn, so that a bigram that all
    hold still counts. The passages are those found, not those of the library: among passages on the question's subject,
    the words of that subject distinguish little.

    Args:
        bigrams: the question's bigrams.
        shared: for each passage found, the bigrams that it holds.
    """

    def __init__(self, bigrams: Iterable[str], shared: Iterable[frozenset[str]]) -> None:
        passages = list(shared)
        counts = Counter(bigram for held in passages for bigram in held)
        self._weights = {bigram: 1 + math.log((len(passages) + 1) / (counts[bigram] + 1)) for bigram in sorted(bigrams)}
        self._sum = sum(self._weights.values())

    def coverage(self, bigrams: frozenset[str]) -> float:
        """Return the weight of some bigrams over that of all bigrams of the question, 0 to 1."""
        if not self._sum:
            return 0.0
        return sum(weight for bigram, weight in self._weights.items() if bigram in bigrams) / self._sum
