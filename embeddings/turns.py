"""Let one caller at a time use a model; those that answer a question come first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that lets callers on behalf of a question go first. Thread-safe."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._busy = False
        self.waiting_queries = 0
        """number of callers that wait on behalf of a question"""

    @contextmanager
    def turn(self, *, yields: bool) -> Iterator[None]:
        """Admit one caller at a time; a caller that yields lets all waiting queries go first.

        Adding documents sends one batch of passages after another; without this precedence a question would wait for
        all of them.
        """
        with self._condition:
            self.waiting_queries += not yields
            try:
                self._condition.wait_for(lambda: not self._busy and not (yields and self.waiting_queries))
                self._busy = True
            finally:
                self.waiting_queries -= not yields
        try:
            yield
        finally:
            with self._condition:
                self._busy = False
                self._condition.notify_all()
