"""Which of a question's pairs of characters say most: those that few of the passages found for it have."""

import math
from collections import Counter
from collections.abc import Iterable

_LEAST = 0.05
"""the weight of a pair that all passages have"""


class Rarity:
    """The weights of a question's pairs: the inverse document frequency (Robertson & Spärck Jones, JASIS 1976).

    A pair that n of N passages have weighs ln((N + 1) / (n + 0.5)). It is counted over the passages found and not over
    the library: among passages about the question's subject, the words of that subject tell nothing.

    Args:
        pairs: of the question.
        shared: which of them each passage has.
    """

    def __init__(self, pairs: Iterable[str], shared: Iterable[frozenset[str]]) -> None:
        passages = list(shared)
        counts = Counter(pair for one in passages for pair in one)
        self._weights = {
            pair: max(_LEAST, math.log((len(passages) + 1) / (counts[pair] + 0.5))) for pair in sorted(pairs)
        }
        self._sum = sum(self._weights.values())

    def share(self, pairs: frozenset[str]) -> float:
        """The weight of ``pairs`` over that of all pairs of the question: 0 to 1."""
        return sum(weight for pair, weight in self._weights.items() if pair in pairs) / self._sum if self._sum else 0.0
