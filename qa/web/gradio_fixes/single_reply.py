"""Send a reply in one piece.

Gradio 6.31 sends the last step of a generator with several steps twice, as "generating" and as "completed", and the
browser draws it twice. No upstream issue known.
"""

from collections.abc import Iterator
from typing import TypeVar

_Step = TypeVar("_Step")


def last_step(steps: Iterator[_Step]) -> _Step:
    """Run all steps and return the last; there must be at least one.

    Use it for events whose intermediate steps are not shown.
    """
    *_, step = steps
    return step
