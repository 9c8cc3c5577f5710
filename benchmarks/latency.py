"""How long a question takes, and how much of it is the encoding of the question.

    python benchmarks/latency.py QUESTIONS --library DIR [--limit N]

Asks N questions of a file one after the other, after ten to warm up, and prints, tab-separated, p50 and p95 in
milliseconds: of ``ask`` as a whole, of the encoding in it (of the question, and of the sentences of the first passage
among which the answer is chosen), and of the rest. Required of 60,766 documents: p95 of the rest at most 80.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.evaluation import read_questions
from qa.library import Library

_WARMING = 10


class Timed(Encoder):
    """An encoder that adds up how long it takes."""

    seconds = 0.0

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """As always."""
        began = time.perf_counter()
        try:
            return super().encode_queries(queries)
        finally:
            self.seconds += time.perf_counter() - began

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """As always."""
        began = time.perf_counter()
        try:
            return super().encode_passages(passages, on_progress)
        finally:
            self.seconds += time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=300)
    given = parser.parse_args()
    questions = read_questions(given.questions)[: given.limit + _WARMING]
    encoder = Timed()
    whole, encoding = [], []
    with Library.open(given.library, encoder=encoder) as library:
        library.load_model()
        for question in questions:
            encoder.seconds = 0.0
            began = time.perf_counter()
            library.ask(question.text)
            whole.append(time.perf_counter() - began)
            encoding.append(encoder.seconds)
        print("passages", library.statistics().passages, sep="\t")
    rest = np.subtract(whole, encoding)
    for name, seconds in (("ask", whole), ("encoding", encoding), ("rest", rest)):
        p50, p95 = np.percentile(seconds[_WARMING:], (50, 95)) * 1000
        print(name, f"{p50:.1f}", f"{p95:.1f}", sep="\t")


if __name__ == "__main__":
    main()
