"""Measure how long a question takes, and how much of that is encoding.

    python -m benchmarks.latency QUESTIONS --library DIR [--limit 300]

Asks ten questions to warm up, then ``--limit`` other distinct questions one after the other. Prints, tab-separated, the
number of passages in the library, then p50 and p95 in milliseconds of

- ``ask``: the whole call of ``Library.ask``;
- ``encoding``: the time in the models, for the question, the sentences among which the answer is chosen, and the
  passages that are read together with the question;
- ``rest``: the difference of the two for each question.

Required over 60,766 documents: p95 of the rest at most 80.
"""

import time

import numpy as np

from benchmarks.question_sets import askable_set, distinct, evenly_spaced, question_parser
from benchmarks.timed_encoder import TimedEncoder
from qa.library import Library

_WARM_UP = 10


def main() -> None:
    """Measure and print."""
    arguments = question_parser(__doc__, limit=300).parse_args()
    questions = distinct(askable_set(arguments.questions).questions)
    chosen = evenly_spaced(questions, arguments.limit and arguments.limit + _WARM_UP)
    encoder = TimedEncoder()
    whole, encoding = [], []
    with Library.open(arguments.library, encoder=encoder) as library:
        library.load_model()
        encoder.time_reading(library.ask_context.reader)
        for question in chosen:
            encoded_before, began = encoder.seconds, time.perf_counter()
            library.ask(question.text)
            whole.append(time.perf_counter() - began)
            encoding.append(encoder.seconds - encoded_before)
        print("passages", library.statistics().passages, sep="\t")
    rest = np.subtract(whole, encoding)
    for name, seconds in (("ask", whole), ("encoding", encoding), ("rest", rest)):
        p50, p95 = np.percentile(seconds[_WARM_UP:], (50, 95)) * 1000
        print(name, f"{p50:.1f}", f"{p95:.1f}", sep="\t")


if __name__ == "__main__":
    main()
