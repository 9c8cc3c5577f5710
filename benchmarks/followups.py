"""How often a question that leans on the one before it finds what the whole question finds.

    python benchmarks/followups.py --library DIR [PAIRS]

PAIRS has a line for each: the earlier question, the one that leans on it, and the same asked whole, separated by tabs;
the default is the file beside this script. DIR is a library with documents to which they are questions. Prints each
pair that fails with what was searched for, then the share of pairs whose first passage is that of the whole question.
"""

import argparse
import csv
from pathlib import Path

from qa.library import Library


def main() -> None:
    """Ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="?", default=Path(__file__).with_suffix(".tsv"))
    parser.add_argument("--library", type=Path, required=True)
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    same = alone = 0
    with Library.open(arguments.library) as library:
        for earlier, question, whole in pairs:
            wanted = library.ask(whole, k=1).passages[0].citation
            answer = library.ask(question, k=1, earlier=[earlier])
            alone += library.ask(question, k=1).passages[0].citation == wanted
            if answer.passages[0].citation == wanted:
                same += 1
            else:
                print(f"{earlier}\t{question}\t→ {answer.searched or question}")
    print(f"same first passage: {same} of {len(pairs)}; without the earlier question: {alone}")


if __name__ == "__main__":
    main()
