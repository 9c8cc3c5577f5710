"""Which of a question's pairs of characters say most: those that few of the passages found for it have."""

import math
from collections import Counter
from collections.abc import Iterable


class Rarity:
    """The weights of a question's pairs: their inverse document frequency (Spärck Jones, J. Documentation 1972).

    A pair that n of N passages have weighs 1 + ln((N + 1) / (n + 1)), as in scikit-learn: one that all have still
    counts. Counted are the passages found and not those of the library: among passages about the question's subject,
    the words of that subject tell little.

    Args:
        pairs: of the question.
        shared: which of them each passage has.
    """

    def __init__(self, pairs: Iterable[str], shared: Iterable[frozenset[str]]) -> None:
        passages = list(shared)
        counts = Counter(pair for one in passages for pair in one)
        self._weights = {pair: 1 + math.log((len(passages) + 1) / (counts[pair] + 1)) for pair in sorted(pairs)}
        self._sum = sum(self._weights.values())

    def share(self, pairs: frozenset[str]) -> float:
        """The weight of ``pairs`` over that of all pairs of the question: 0 to 1."""
        return sum(weight for pair, weight in self._weights.items() if pair in pairs) / self._sum if self._sum else 0.0
