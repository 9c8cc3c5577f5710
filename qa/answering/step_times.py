"""Tell an observer how long the steps of a question take."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

StepObserver = Callable[[str, float], None]
"""gets the name of a step and its seconds"""
_observer: ContextVar[StepObserver | None] = ContextVar("step_observer", default=None)


@contextmanager
def observed(observer: StepObserver) -> Iterator[None]:
    """Tell an observer the times of the steps that run within this context."""
    before = _observer.set(observer)
    try:
        yield
    finally:
        _observer.reset(before)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Measure a step for the observer, if there is one."""
    observer = _observer.get()
    if observer is None:
        yield
        return
    begun = time.perf_counter()
    try:
        yield
    finally:
        observer(step, time.perf_counter() - begun)
