"""Measure how exactly the layers that read pairs find the answer in the passage that a question was asked of.

    python -m benchmarks.spans SET [--limit 500]

SET is the folder of a question set with ``queries.jsonl``, ``corpus.jsonl`` and ``origin.tsv``. A passage longer than
480 characters is read in overlapping parts; the answer with the highest sum of logits counts. Prints, tab-separated,
the number of questions, the exact match and the character F1, each with its 95 % interval (bootstrap). The answers are
those of the layers alone: the product quotes the sentence that holds them.
"""

import argparse
from pathlib import Path

import numpy as np

from benchmarks.question_sets import evenly_spaced
from embeddings import Encoder, SpanReader
from qa.evaluation.metric import bootstrapped
from qa.evaluation.overlap import character_f1, exact_match
from training.written_questions import read_jsonl

_PART, _STEP = 480, 300
"""characters of a part of a long passage, and from the beginning of a part to that of the next"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    arguments = parser.parse_args()
    passages = {row["_id"]: row["text"] for row in read_jsonl(arguments.set / "corpus.jsonl")}
    lines = (arguments.set / "origin.tsv").read_text(encoding="utf-8").splitlines()
    origin = dict(line.split("\t")[:2] for line in lines)
    reader = SpanReader(Encoder())
    exact, overlap = [], []
    rows = [row for row in read_jsonl(arguments.set / "queries.jsonl") if row["answers"]]
    for row in evenly_spaced(rows, arguments.limit):
        found = found_answer(reader, row["text"], passages[origin[row["_id"]]])
        exact.append(exact_match(found, row["answers"]))
        overlap.append(character_f1(found, row["answers"]))
    metrics = [bootstrapped("", np.array(each)[:, None], lambda rows: float(rows.mean())) for each in (exact, overlap)]
    print(len(exact), *(f"{each.value:.3f} ({each.low:.3f}–{each.high:.3f})" for each in metrics), sep="\t")


def found_answer(reader: SpanReader, question: str, passage: str) -> str:
    """Return the likeliest answer in a passage."""
    starts = range(0, max(1, len(passage) - _PART + _STEP), _STEP)
    readings = reader.read(question, [passage[start : start + _PART] for start in starts])
    answers = [reading.answer() for reading in readings]
    best = max(range(len(answers)), key=lambda number: answers[number][2])
    begin, end, _ = answers[best]
    return passage[starts[best] + begin : starts[best] + end]


if __name__ == "__main__":
    main()
