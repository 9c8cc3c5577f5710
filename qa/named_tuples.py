"""Many named tuples at once, for steps that make hundreds of them for a question."""

from collections.abc import Iterable
from itertools import repeat
from typing import Any, TypeVar

_Tuple = TypeVar("_Tuple", bound=tuple[Any, ...])


def made_of(kind: type[_Tuple], rows: Iterable[tuple[Any, ...]]) -> list[_Tuple]:
    """Return a named tuple for each row of values, which must hold all fields in their order.

    Takes a third of the time of calling the class for each row, which runs a Python function.
    """
    return list(map(tuple.__new__, repeat(kind), rows))
