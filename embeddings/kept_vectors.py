"""Keep the vectors of the latest texts."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray


class KeptVectors:
    """The vectors of texts, each computed once while it is kept. Thread-safe.

    Args:
        encode: returns the vectors of at least one text, shape (texts, dimension).
        most: maximum number of vectors kept; those that were not asked for longest are dropped.
    """

    def __init__(self, encode: Callable[[Sequence[str]], NDArray[np.float32]], most: int) -> None:
        self._encode = encode
        self._most = most
        self._keeping = Lock()
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of at least one text, shape (texts, dimension); those not kept are computed together."""
        with self._keeping:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            # Copies, because a row of an array would keep all its rows in memory.
            found.update(zip(missing, map(np.copy, self._encode(missing)), strict=True))
        with self._keeping:
            self._kept.update(found)
            for text in found:
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return np.stack([found[text] for text in texts])
