"""Measure the time of encoding."""

import threading
import time
from collections.abc import Sequence
from itertools import permutations

import pytest

from benchmarks.timed_encoder import TimedEncoder
from embeddings import Encoder, SpanReader
from embeddings.span_reading import SpanReading
from qa.answering.sentence_reader import SentenceReader

ENCODING_METHODS = sorted(name for name in dir(Encoder) if name.startswith("encode_"))


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock in place of the real one; every encoding method of ``Encoder`` takes two of its seconds."""
    clock = Clock()

    def encode(self: Encoder, *_: object) -> None:
        clock.now += 2.0

    monkeypatch.setattr(time, "perf_counter", clock)
    for name in ENCODING_METHODS:
        monkeypatch.setattr(Encoder, name, encode)
    return clock


def test_the_encoder_has_methods_for_queries_passages_and_sentences() -> None:
    assert {"encode_queries", "encode_passages", "encode_sentences"} <= set(ENCODING_METHODS)


@pytest.mark.parametrize("name", ENCODING_METHODS)
def test_every_encoding_method_is_timed(name: str, clock: Clock) -> None:
    encoder = TimedEncoder()
    getattr(encoder, name)(["甲。"])
    clock.now += 5.0
    getattr(encoder, name)(["乙。"])
    assert encoder.seconds == 4.0


@pytest.mark.parametrize(("outer", "inner"), [*permutations(ENCODING_METHODS, 2)])
def test_an_encoding_method_that_calls_another_counts_once(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, outer: str, inner: str
) -> None:
    def calls_another(self: Encoder, texts: list[str], *_: object) -> None:
        clock.now += 1.0
        getattr(self, inner)(texts)

    monkeypatch.setattr(Encoder, outer, calls_another)
    encoder = TimedEncoder()
    getattr(encoder, outer)(["甲。"])
    assert encoder.seconds == 3.0


def test_the_time_of_a_failing_call_counts_and_the_next_call_is_timed(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def fail(self: Encoder, *_: object) -> None:
        clock.now += 1.0
        raise ValueError("no model")

    monkeypatch.setattr(Encoder, "encode_queries", fail)
    encoder = TimedEncoder()
    with pytest.raises(ValueError, match="no model"):
        encoder.encode_queries(["甲。"])
    encoder.encode_passages(["甲。"])
    assert encoder.seconds == 3.0


def test_each_thread_has_its_own_time(clock: Clock) -> None:
    encoder = TimedEncoder()
    encoder.encode_queries(["甲。"])
    seconds: list[float] = []

    def encode_twice() -> None:
        encoder.encode_sentences(["甲。"])
        encoder.encode_sentences(["乙。"])
        seconds.append(encoder.seconds)

    thread = threading.Thread(target=encode_twice)
    thread.start()
    thread.join()
    assert seconds == [4.0]
    assert encoder.seconds == 2.0


def test_the_time_of_reading_passages_together_with_the_question_can_be_added(clock: Clock) -> None:
    class SlowReader(SpanReader):
        def read(self, question: str, texts: Sequence[str]) -> Sequence[SpanReading]:
            clock.now += 3.0
            return []

    encoder = TimedEncoder()
    reader = SentenceReader(encoder)
    reader.span_reader = SlowReader(encoder)
    encoder.time_reading(reader)
    encoder.time_reading(None)
    reader.span_reader.read("甲？", ["甲。"])
    assert encoder.seconds == 3.0


def test_the_vectors_are_those_of_the_encoder(encoder: Encoder) -> None:
    timed = TimedEncoder()
    for name in ENCODING_METHODS:
        assert (getattr(timed, name)(["今天天气很好。"]) == getattr(encoder, name)(["今天天气很好。"])).all()
    assert timed.identity == encoder.identity
    assert timed.seconds > 0
