"""An encoder that measures its own time, so that a benchmark can report the time apart from encoding."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from embeddings.span_reading import SpanReading
from qa.answering.passage_reader import PassageReader


class _Stopwatch(threading.local):
    """The encoding time of a single thread."""

    seconds = 0.0
    is_running = False


class TimedEncoder(Encoder):
    """An encoder that adds up, for each thread, the time spent in its encoding methods.

    The time includes waiting for other threads that use the model. An encoding method that calls another one counts
    once. A test fails when :class:`Encoder` gains an encoding method that is not timed here.

    Args:
        model: the model, as for :class:`Encoder`.
    """

    def __init__(self, model: str | Path | None = None) -> None:
        super().__init__(model)
        self._stopwatch = _Stopwatch()

    @property
    def seconds(self) -> float:
        """The seconds that the calling thread has spent in encoding methods so far."""
        return self._stopwatch.seconds

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Encode queries like :class:`Encoder`, and add the time."""
        with self._timed():
            return super().encode_queries(queries)

    def encode_symmetric(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Encode queries to be compared with each other like :class:`Encoder`, and add the time."""
        with self._timed():
            return super().encode_symmetric(queries)

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Encode passages like :class:`Encoder`, and add the time."""
        with self._timed():
            return super().encode_passages(passages, on_progress)

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Encode sentences like :class:`Encoder`, and add the time."""
        with self._timed():
            return super().encode_sentences(sentences)

    def encode_answers(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Encode sentences that may answer like :class:`Encoder`, and add the time."""
        with self._timed():
            return super().encode_answers(sentences)

    def time_reading(self, reader: PassageReader | None) -> None:
        """Add the time in which a reader reads passages together with a question, too, if it does."""
        if reader is None or reader.span_reader is None:
            return
        read = reader.span_reader.read

        def timed(question: str, texts: Sequence[str]) -> Sequence[SpanReading]:
            with self._timed():
                return read(question, texts)

        reader.span_reader.read = timed  # type: ignore[method-assign]

    @contextmanager
    def _timed(self) -> Iterator[None]:
        if self._stopwatch.is_running:
            yield
            return
        self._stopwatch.is_running = True
        began = time.perf_counter()
        try:
            yield
        finally:
            self._stopwatch.seconds += time.perf_counter() - began
            self._stopwatch.is_running = False
