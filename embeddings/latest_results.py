"""Keep what was computed from the latest texts."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Generic, TypeVar

_T = TypeVar("_T")


class LatestResults(Generic[_T]):
    """The results for texts, each computed once while it is kept. Thread-safe.

    Args:
        compute: returns the results for at least one text, in order.
        most: maximum number of results kept; those that were not asked for longest are dropped.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Iterable[_T]], most: int) -> None:
        self._compute = compute
        self._most = most
        self._keeping = Lock()
        self._kept: OrderedDict[str, _T] = OrderedDict()

    def of(self, texts: Sequence[str]) -> list[_T]:
        """Return the results for texts, in order; those not kept are computed together."""
        with self._keeping:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found.update(zip(missing, self._compute(missing), strict=True))
        with self._keeping:
            self._kept.update(found)
            for text in found:
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return [found[text] for text in texts]
