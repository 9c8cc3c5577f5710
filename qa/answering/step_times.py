"""Measure how long the steps of answering take, and report the times to an observer."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

StepObserver = Callable[[str, float], None]
"""is called with the name of a step and its duration in seconds"""
_observer: ContextVar[StepObserver | None] = ContextVar("step_observer", default=None)


@contextmanager
def observed(observer: StepObserver) -> Iterator[None]:
    """Report the times of the steps that run within this context to an observer."""
    before = _observer.set(observer)
    try:
        yield
    finally:
        _observer.reset(before)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Measure the time of a step and report it to the observer, if one is set."""
    observer = _observer.get()
    if observer is None:
        yield
        return
    begun = time.perf_counter()
    try:
        yield
    finally:
        observer(step, time.perf_counter() - begun)
