"""A cache that keeps up to a given number of values between questions."""

from collections.abc import Iterable
from threading import Lock
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """Values by key; when the cache is full, the key that was put in first is dropped. Safe for threads.

    Unlike with ``functools.lru_cache``, the caller decides what identifies a value, and reading takes no lock.

    Args:
        limit: maximum number of values.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: dict[_Key, _Value] = {}
        self._lock = Lock()

    def get(self, key: _Key) -> _Value | None:
        """Return the value of a key, or ``None`` if it is not kept."""
        return self._values.get(key)

    def get_all(self, keys: Iterable[_Key]) -> list[_Value | None]:
        """Return the value of each key, in the order of the keys; ``None`` for a key that is not kept."""
        return list(map(self._values.get, keys))

    def put(self, key: _Key, value: _Value) -> None:
        """Keep a value, in place of an earlier value of the key."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._limit:
                del self._values[next(iter(self._values))]
