"""Measure how many questions per second several threads answer, compared with a single thread, apart from encoding.

    python -m benchmarks.parallel QUESTIONS --library DIR [--threads 4] [--limit 300] [--rounds 5]

First asks ``--limit`` distinct questions of the set and records the vectors that the model computes for them. Then each
round asks the same questions twice, with the recorded vectors in place of the model: by a single thread and by several
threads of the same process. The order alternates between rounds. Prints, tab-separated, a line for each round and the
medians over all rounds: questions per second of a single thread and of several threads, and their ratio. The last line
is the median of the rounds' ratios.

Required over 60,766 articles on two cores with four threads: ratio at least 1.7.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import numpy as np
from numpy.typing import NDArray

from benchmarks.question_sets import askable_set, distinct, evenly_spaced, for_each_question, question_parser
from embeddings import Encoder
from qa.library import Library


class RecordingEncoder(Encoder):
    """An encoder that records the model's vectors of questions and groups of sentences, and then repeats them.

    While ``is_recording`` is True, the model runs. Afterwards the recorded vectors are returned, and a question or a
    group that was never encoded raises ``KeyError``, so that no encoding can enter a measurement unnoticed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_recording = True
        self._queries: dict[str, NDArray[np.float32]] = {}
        self._symmetric: dict[str, NDArray[np.float32]] = {}
        self._sentences: dict[tuple[str, ...], NDArray[np.float32]] = {}
        self._answers: dict[tuple[str, ...], NDArray[np.float32]] = {}

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of queries, shape (queries, dimension)."""
        if self.is_recording:
            self._queries.update((query, super(RecordingEncoder, self).encode_queries([query])[0]) for query in queries)
        return np.stack([self._queries[query] for query in queries])

    def encode_symmetric(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of queries to be compared with each other, shape (queries, dimension)."""
        if self.is_recording:
            encode = super().encode_symmetric
            self._symmetric.update((query, encode([query])[0]) for query in queries)
        return np.stack([self._symmetric[query] for query in queries])

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of sentences, shape (sentences, dimension)."""
        group = tuple(sentences)
        if self.is_recording:
            self._sentences[group] = super().encode_sentences(group)
        return self._sentences[group]

    def encode_answers(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of sentences that may answer, shape (sentences, dimension)."""
        group = tuple(sentences)
        if self.is_recording:
            self._answers[group] = super().encode_answers(group)
        return self._answers[group]


def questions_per_second(library: Library, questions: Sequence[str], threads: int) -> float:
    """Ask every question once and return the throughput in questions per second."""
    with ThreadPoolExecutor(threads) as pool:
        began = time.perf_counter()
        for _ in pool.map(library.ask, questions):
            pass
        return len(questions) / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = question_parser(__doc__, limit=300)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    questions = evenly_spaced(distinct(askable_set(arguments.questions).questions), arguments.limit)
    texts = [question.text for question in questions]
    encoder = RecordingEncoder()
    single, several = [], []
    with Library.open(arguments.library, encoder=encoder) as library:
        library.load_model()
        for_each_question(questions, lambda question: library.ask(question.text))
        encoder.is_recording = False
        print("round", "1 thread, questions/s", f"{arguments.threads} threads, questions/s", "ratio", sep="\t")
        for number in range(arguments.rounds):
            order = (1, arguments.threads) if number % 2 == 0 else (arguments.threads, 1)
            throughput = {threads: questions_per_second(library, texts, threads) for threads in order}
            single.append(throughput[1])
            several.append(throughput[arguments.threads])
            ratio = several[-1] / single[-1]
            print(number + 1, f"{single[-1]:.1f}", f"{several[-1]:.1f}", f"{ratio:.2f}", sep="\t", flush=True)
    ratios = [many / one for one, many in zip(single, several, strict=True)]
    print("median", f"{median(single):.1f}", f"{median(several):.1f}", f"{median(ratios):.2f}", sep="\t")


if __name__ == "__main__":
    main()
