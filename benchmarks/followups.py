"""Measure how often a question that depends on the previous question finds the passage of the complete question.

    python -m benchmarks.followups --library DIR [PAIRS]

PAIRS is a file with three tab-separated columns: the previous question, the question that depends on it, and the same
question in a complete form; the default is ``followups.tsv`` beside this script, whose questions are about the question
set ``ncp_dev`` and ``seeds/``. DIR is a library with the documents that the questions are about. Prints each failing
pair with the form of the question that was searched for, then the number of pairs whose first passage is that of the
complete question, with and without the previous question.
"""

import argparse
import csv
from pathlib import Path

from qa.library import Library


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="?", default=Path(__file__).with_suffix(".tsv"))
    parser.add_argument("--library", type=Path, required=True)
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with_previous = without_previous = 0
    with Library.open(arguments.library) as library:
        for previous, question, complete in pairs:
            expected = library.ask(complete, k=1).passages[0].citation
            answer = library.ask(question, k=1, earlier=[previous])
            without_previous += library.ask(question, k=1).passages[0].citation == expected
            if answer.passages[0].citation == expected:
                with_previous += 1
            else:
                print(f"{previous}\t{question}\t→ {answer.searched or question}")
    print(f"same first passage: {with_previous} of {len(pairs)}; without the previous question: {without_previous}")


if __name__ == "__main__":
    main()
